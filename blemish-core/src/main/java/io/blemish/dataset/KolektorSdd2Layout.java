package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * KolektorSDD2 (Božič et al., Mixed supervision for surface-defect detection, 2021): {@code train/10000.png} with its
 * mask {@code train/10000_GT.png}, and {@code test} alike. A picture is good if its mask is black. The training part
 * was made for supervised methods and holds defective pictures too; they are left out.
 */
final class KolektorSdd2Layout implements LayoutReader {
    private static final String TRUTH = "_GT";

    /** The authors' archive has a picture and its mask twice, and without these it has as many as they publish. */
    private static final String COPY = " (copy)";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.KOLEKTOR_SDD2;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("test")
                && root.folder("train")
                        .filter(train -> train.pictures().stream().anyMatch(KolektorSdd2Layout::isMask))
                        .isPresent();
    }

    @Override
    public String expected() {
        return "train/10000.png, train/10000_GT.png and test/";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        root.folder("train").ifPresent(train -> drawn(train, found).train(train, found));
        root.folder("test").ifPresent(test -> drawn(test, found).test(found));
    }

    private static DrawnMasks drawn(final Folder part, final DatasetBuilder found) {
        final List<Path> all = part.pictures();
        found.warnLeftOut(
                part.name(), all.stream().filter(KolektorSdd2Layout::isCopy).toList(), "they are copies of others");
        final List<Path> files = all.stream().filter(file -> !isCopy(file)).toList();
        final Map<String, Path> byStem = DrawnMasks.byStem(files);
        return DrawnMasks.of(
                part,
                files.stream().filter(file -> !isMask(file)).toList(),
                picture -> Optional.ofNullable(byStem.get(PictureFile.stem(picture) + TRUTH)));
    }

    private static boolean isMask(final Path file) {
        return PictureFile.stem(file).endsWith(TRUTH);
    }

    private static boolean isCopy(final Path file) {
        return PictureFile.stem(file).endsWith(COPY);
    }
}
