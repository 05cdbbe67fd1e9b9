package io.blemish.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plain folders: {@code good/} with folders of defects beside it, {@code train/} and {@code test/}, or nothing but good
 * pictures. Masks, if there are any, lie under {@code ground_truth/} or {@code masks/}, directly or in a folder with the
 * name of the kind.
 */
final class FolderLayout implements LayoutReader {
    private static final Set<String> GOOD = Set.of("good", "ok", "normal");
    private static final Set<String> MASKS = Set.of("ground_truth", "masks", "mask");
    private static final Set<String> TRAIN = Set.of("train", "training");
    private static final Set<String> TEST = Set.of("test", "testing");

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.FOLDER;
    }

    @Override
    public boolean fits(final Folder root) {
        return fitsByName(root) || !root.pictures().isEmpty();
    }

    /** Whether the folder is the test part of a data set, and so no data set itself. */
    boolean isTest(final Folder folder) {
        return is(folder, TEST);
    }

    /** Whether the names of folders in it show this layout; a folder of pictures alone does not. */
    boolean fitsByName(final Folder root) {
        return named(root, GOOD).isPresent() || named(root, TRAIN).isPresent();
    }

    @Override
    public String expected() {
        return "good/ with folders of defects beside it, train/, or pictures directly in the folder";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        final Optional<Folder> train = named(root, TRAIN);
        final Optional<Folder> good = named(root, GOOD);
        if (train.isPresent()) {
            SplitFile.refuse(options, layout());
            readTrain(train.get(), found);
            named(root, TEST).ifPresent(test -> readTest(root, test, found));
            warnOfOthers(root, found);
        } else if (good.isPresent()) {
            readKinds(root, good.get(), options, found);
        } else {
            final GoodPictures pictures = options.splitFile().isPresent()
                    ? GoodPictures.divide(root, root.pictures(), options, found)
                    : new GoodPictures(root.pictures(), List.of());
            pictures.addTo(found, "good");
            warnOfOthers(root, found);
        }
    }

    private static void readTrain(final Folder train, final DatasetBuilder found) {
        final Optional<Folder> good = named(train, GOOD);
        found.train(
                good.map(Folder::picturesBelow).orElseGet(train::pictures),
                good.map(Folder::name).orElse("good"));
        for (final var other : train.folders()) {
            if (!is(other, GOOD)) {
                found.warn(found.idOf(other.path()) + " is left out: only good pictures are to fit on, in "
                        + found.idOf(train.path()) + "/good.");
            }
        }
    }

    private static void readTest(final Folder root, final Folder test, final DatasetBuilder found) {
        for (final var kind : test.folders()) {
            if (is(kind, GOOD)) {
                found.testNormal(kind.picturesBelow(), kind.name());
            } else {
                masks(root, test, kind).addTo(found, kind.picturesBelow(), kind.name());
            }
        }
        warnOfMasks(root, test, test.folders(), found);
        if (!test.pictures().isEmpty()) {
            found.warn(test.pictures().size() + " pictures directly in " + found.idOf(test.path())
                    + " are left out: it is not known whether they are good.");
        }
    }

    private static void readKinds(
            final Folder root, final Folder good, final DatasetOptions options, final DatasetBuilder found) {
        final List<Folder> kinds = root.folders().stream()
                .filter(folder -> !is(folder, GOOD) && !is(folder, MASKS) && !is(folder, TEST))
                .toList();
        final List<Path> pictures = good.picturesBelow();
        final boolean divided = !kinds.isEmpty() || options.splitFile().isPresent();
        (divided ? GoodPictures.divide(root, pictures, options, found) : new GoodPictures(pictures, List.of()))
                .addTo(found, good.name());
        for (final var kind : kinds) {
            masks(root, root, kind).addTo(found, kind.picturesBelow(), kind.name());
        }
        warnOfMasks(root, root, kinds, found);
        if (!root.pictures().isEmpty()) {
            found.warn(root.pictures().size() + " pictures directly in the folder are left out: only those in "
                    + good.name() + "/ and the folders beside it count.");
        }
    }

    /** The masks of a kind: those in a folder of its name, else those among the masks of all kinds. */
    private static MaskFolder masks(final Folder root, final Folder kinds, final Folder kind) {
        final List<Path> together = new ArrayList<>();
        for (final var masks : root.folders()) {
            if (!is(masks, MASKS)) {
                continue;
            }
            final Optional<Folder> own = masks.folder(kind.name()).or(() -> masks.folder(kinds.name(), kind.name()));
            if (own.isPresent()) {
                return MaskFolder.of(own);
            }
            together.addAll(masks.pictures());
        }
        final Set<String> stems =
                Set.copyOf(kind.picturesBelow().stream().map(PictureFile::stem).toList());
        return new MaskFolder(together.stream()
                .filter(mask -> stems.contains(MaskFolder.stemOfPicture(mask)))
                .toList());
    }

    /** Warns of masks that belong to no picture of any kind. */
    private static void warnOfMasks(
            final Folder root, final Folder parent, final List<Folder> kinds, final DatasetBuilder found) {
        final Set<String> names = Stream.concat(kinds.stream(), Stream.of(parent))
                .map(Folder::name)
                .collect(Collectors.toCollection(() -> new HashSet<>(GOOD)));
        final Set<String> stems = kinds.stream()
                .flatMap(kind -> kind.picturesBelow().stream())
                .map(PictureFile::stem)
                .collect(Collectors.toSet());
        for (final var masks : root.folders()) {
            if (is(masks, MASKS)) {
                MaskFolder.warnOfOthers(Optional.of(masks), names, found);
                MaskFolder.warnOf(
                        masks.pictures().stream()
                                .filter(mask -> !stems.contains(MaskFolder.stemOfPicture(mask)))
                                .toList(),
                        found);
            }
        }
    }

    private static void warnOfOthers(final Folder root, final DatasetBuilder found) {
        final List<String> others = root.folders().stream()
                .filter(folder -> !is(folder, TRAIN) && !is(folder, TEST) && !is(folder, MASKS))
                .map(Folder::name)
                .toList();
        if (!others.isEmpty()) {
            found.warn("Folders that are left out: " + ShortList.of(others) + ".");
        }
    }

    private static Optional<Folder> named(final Folder folder, final Set<String> names) {
        return folder.folders().stream().filter(child -> is(child, names)).findFirst();
    }

    private static boolean is(final Folder folder, final Set<String> names) {
        return names.contains(folder.name().toLowerCase(Locale.ROOT));
    }
}
