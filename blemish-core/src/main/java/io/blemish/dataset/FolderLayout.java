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
 * Folders as people keep them: {@code good/} with any others beside it, {@code train/} and {@code test/}, or nothing but
 * good pictures. Masks, where there are any, lie under {@code ground_truth/} or {@code masks/}, in a folder of the same
 * name as the kind's or directly.
 */
final class FolderLayout implements Layout {
    private static final Set<String> GOOD = Set.of("good", "ok", "normal");
    private static final Set<String> MASKS = Set.of("ground_truth", "masks", "mask");
    private static final Set<String> TRAIN = Set.of("train", "training");
    private static final Set<String> TEST = Set.of("test", "testing");

    @Override
    public DatasetFormat format() {
        return DatasetFormat.FOLDER;
    }

    @Override
    public boolean fits(final Folder root) {
        return fitsByName(root) || !root.pictures().isEmpty();
    }

    /** Whether the folder is the test's part of a data set, and so no data set itself. */
    boolean isTest(final Folder folder) {
        return is(folder, TEST);
    }

    /** Whether the folder has parts by whose names it is known, so that it is more than a heap of pictures. */
    boolean fitsByName(final Folder root) {
        return named(root, GOOD).isPresent() || named(root, TRAIN).isPresent();
    }

    @Override
    public String shape() {
        return "good/ with any others beside it, train/, or pictures directly in the folder";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final Reading reading) {
        final Optional<Folder> train = named(root, TRAIN);
        final Optional<Folder> good = named(root, GOOD);
        if (train.isPresent()) {
            SplitFile.refuse(options, format());
            readTrain(train.get(), reading);
            named(root, TEST).ifPresent(test -> readTest(root, test, reading));
            warnOfOthers(root, reading);
        } else if (good.isPresent()) {
            readKinds(root, good.get(), options, reading);
        } else {
            final GoodPictures pictures = options.splitFile().isPresent()
                    ? GoodPictures.divide(root, root.pictures(), options, reading)
                    : new GoodPictures(root.pictures(), List.of());
            pictures.addTo(reading, "good");
            warnOfOthers(root, reading);
        }
    }

    private static void readTrain(final Folder train, final Reading reading) {
        final Optional<Folder> good = named(train, GOOD);
        reading.train(
                good.map(Folder::picturesBelow).orElseGet(train::pictures),
                good.map(Folder::name).orElse("good"));
        for (final var other : train.folders()) {
            if (!is(other, GOOD)) {
                reading.warn(reading.idOf(other.path()) + " is left out: only good pictures are to fit on, in "
                        + reading.idOf(train.path()) + "/good.");
            }
        }
    }

    private static void readTest(final Folder root, final Folder test, final Reading reading) {
        for (final var kind : test.folders()) {
            if (is(kind, GOOD)) {
                reading.testNormal(kind.picturesBelow(), kind.name());
            } else {
                masks(root, test, kind).addTo(reading, kind.picturesBelow(), kind.name());
            }
        }
        warnOfMasks(root, test, test.folders(), reading);
        if (!test.pictures().isEmpty()) {
            reading.warn(test.pictures().size() + " pictures directly in " + reading.idOf(test.path())
                    + " are left out: nothing says whether they are good.");
        }
    }

    private static void readKinds(
            final Folder root, final Folder good, final DatasetOptions options, final Reading reading) {
        final List<Folder> kinds = root.folders().stream()
                .filter(folder -> !is(folder, GOOD) && !is(folder, MASKS) && !is(folder, TEST))
                .toList();
        final List<Path> pictures = good.picturesBelow();
        final boolean divided = !kinds.isEmpty() || options.splitFile().isPresent();
        (divided ? GoodPictures.divide(root, pictures, options, reading) : new GoodPictures(pictures, List.of()))
                .addTo(reading, good.name());
        for (final var kind : kinds) {
            masks(root, root, kind).addTo(reading, kind.picturesBelow(), kind.name());
        }
        warnOfMasks(root, root, kinds, reading);
        if (!root.pictures().isEmpty()) {
            reading.warn(root.pictures().size() + " pictures directly in the folder are left out: only those in "
                    + good.name() + "/ and the folders beside it count.");
        }
    }

    /** The masks of a kind: those in a folder of its name, else those of all kinds together. */
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

    /** Warns of masks that none of the kinds has taken. */
    private static void warnOfMasks(
            final Folder root, final Folder parent, final List<Folder> kinds, final Reading reading) {
        final Set<String> names = Stream.concat(kinds.stream(), Stream.of(parent))
                .map(Folder::name)
                .collect(Collectors.toCollection(() -> new HashSet<>(GOOD)));
        final Set<String> stems = kinds.stream()
                .flatMap(kind -> kind.picturesBelow().stream())
                .map(PictureFile::stem)
                .collect(Collectors.toSet());
        for (final var masks : root.folders()) {
            if (is(masks, MASKS)) {
                MaskFolder.warnOfOthers(Optional.of(masks), names, reading);
                MaskFolder.warnOf(
                        masks.pictures().stream()
                                .filter(mask -> !stems.contains(MaskFolder.stemOfPicture(mask)))
                                .toList(),
                        reading);
            }
        }
    }

    private static void warnOfOthers(final Folder root, final Reading reading) {
        final List<String> others = root.folders().stream()
                .filter(folder -> !is(folder, TRAIN) && !is(folder, TEST) && !is(folder, MASKS))
                .map(Folder::name)
                .toList();
        if (!others.isEmpty()) {
            reading.warn("Folders that are left out: " + Few.of(others) + ".");
        }
    }

    private static Optional<Folder> named(final Folder folder, final Set<String> names) {
        return folder.folders().stream().filter(child -> is(child, names)).findFirst();
    }

    private static boolean is(final Folder folder, final Set<String> names) {
        return names.contains(folder.name().toLowerCase(Locale.ROOT));
    }
}
