package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One category of BMAD (Bao et al., BMAD: Benchmarks for Medical Anomaly Detection, 2024): {@code train/good},
 * {@code test/good} and {@code test/Ungood}. Where masks are drawn, the pictures are in {@code img} in these folders,
 * and the masks in {@code label} beside it.
 */
final class BmadLayout implements LayoutReader {
    private static final String GOOD = "good";
    private static final String UNGOOD = "Ungood";
    private static final String VALID = "valid";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.BMAD;
    }

    @Override
    public boolean fits(final Folder root) {
        // With masks in a folder of their own, or several kinds of defects, it is as MVTec AD.
        return root.has("train", GOOD)
                && root.has("test", UNGOOD)
                && !root.has("ground_truth")
                && root.folder("test").map(Folder::folders).orElse(List.of()).stream()
                        .allMatch(part -> part.name().equalsIgnoreCase(GOOD)
                                || part.name().equalsIgnoreCase(UNGOOD));
    }

    @Override
    public String expected() {
        return "train/good and test/Ungood";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        found.train(pictures(root.folder("train", GOOD)), GOOD);
        found.testNormal(pictures(root.folder("test", GOOD)), GOOD);
        MaskFolder.of(root.folder("test", UNGOOD, "label")).addTo(found, pictures(root.folder("test", UNGOOD)), UNGOOD);
        final List<Path> valid = root.folder(VALID).map(Folder::folders).orElse(List.of()).stream()
                .flatMap(folder -> pictures(Optional.of(folder)).stream())
                .toList();
        found.warnLeftOut(VALID, valid, "they are neither to fit on nor to test");
    }

    private static List<Path> pictures(final Optional<Folder> folder) {
        return folder.map(labelled -> labelled.folder("img").orElse(labelled).pictures())
                .orElse(List.of());
    }
}
