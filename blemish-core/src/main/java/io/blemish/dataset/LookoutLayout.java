package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data set of a project of Amazon Lookout for Vision, whose service ended in 2025: one manifest of JSON lines, or a
 * folder with {@code train.manifest} and {@code test.manifest}, itself or in {@code datasets}, as AWS's script for the
 * export writes it. The lines are those that the service's developer guide calls classification and segmentation JSON
 * lines.
 */
final class LookoutLayout implements LayoutReader {
    private static final String EXTENSION = "manifest";
    private static final String FOLDER = "datasets";
    private static final String TRAIN = "train.manifest";
    private static final String TEST = "test.manifest";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.LOOKOUT;
    }

    @Override
    public boolean fits(final Folder root) {
        return manifest(root, TRAIN).isPresent();
    }

    @Override
    public String expected() {
        return TRAIN + ", or that in " + FOLDER + "/";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        final LookoutManifest train = LookoutManifest.read(manifest(root, TRAIN).orElseThrow(), root);
        final Optional<Path> test = manifest(root, TEST);
        if (test.isEmpty()) {
            addUndivided(train, root, options, found);
            return;
        }
        SplitFile.refuse(options, layout());
        final LookoutManifest tested = LookoutManifest.read(test.get(), root);
        refuseShared(train, tested);
        addTraining(train, root, found);
        addTest(tested.entries(), found);
        warn(tested, found);
    }

    /** Whether a path is a manifest to be read by itself: a file with the extension, or any if the layout is named. */
    static boolean is(final Path file, final DatasetOptions options) {
        return Files.isRegularFile(file)
                && (PictureFile.extension(file).equals(EXTENSION)
                        || options.layout().equals(Optional.of(DatasetLayout.LOOKOUT)));
    }

    /**
     * Reads one manifest.
     *
     * @throws BlemishException if it is not one, or its pictures are not there
     */
    static DatasetBuilder read(final Path file, final DatasetOptions options) {
        final Folder root = folderOf(file);
        final DatasetBuilder found = new DatasetBuilder(root);
        addUndivided(LookoutManifest.read(file, root), root, options, found);
        return found;
    }

    /** The folder below which a manifest's pictures are looked for: its own, or the one above {@code datasets}. */
    private static Folder folderOf(final Path file) {
        final Path folder = Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new DatasetException(ErrorCode.DATA_SET_UNREADABLE, file + " lies in no folder."));
        return new Folder(Optional.ofNullable(folder.getParent())
                .filter(above -> PictureFile.name(folder).equals(FOLDER))
                .orElse(folder));
    }

    private static Optional<Path> manifest(final Folder root, final String name) {
        return Stream.of(root.path().resolve(name), root.path().resolve(FOLDER).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * One manifest says nothing of fit and test: defective pictures are to test, and some of the good ones if there are
     * any.
     */
    private static void addUndivided(
            final LookoutManifest manifest,
            final Folder root,
            final DatasetOptions options,
            final DatasetBuilder found) {
        final List<LookoutManifest.Entry> defective = manifest.entries().stream()
                .filter(Predicate.not(LookoutManifest.Entry::isGood))
                .toList();
        final List<Path> good = goodOf(manifest, root);
        final GoodPictures divided = defective.isEmpty() && options.splitFile().isEmpty()
                ? new GoodPictures(good, List.of())
                : GoodPictures.divide(root, good, options, found);
        divided.addTo(found, LookoutManifest.NORMAL);
        addTest(defective, found);
        warn(manifest, found);
    }

    private static void addTraining(final LookoutManifest train, final Folder root, final DatasetBuilder found) {
        found.train(goodOf(train, root), LookoutManifest.NORMAL);
        final List<Path> defective = train.entries().stream()
                .filter(Predicate.not(LookoutManifest.Entry::isGood))
                .map(LookoutManifest.Entry::picture)
                .toList();
        found.warnLeftOut(
                TRAIN + " that are not good",
                defective,
                "only good pictures are to fit on; name " + TRAIN + " in place of the folder to test with them");
        warnOfUnlabelled(train, found);
    }

    private static void addTest(final List<LookoutManifest.Entry> entries, final DatasetBuilder found) {
        for (final LookoutManifest.Entry entry : entries) {
            if (entry.isGood()) {
                found.testNormal(List.of(entry.picture()), entry.kind());
            } else {
                found.testAnomalous(entry.picture(), entry.kind(), entry.mask());
            }
        }
    }

    /** The good pictures by id, as the draw by seed wants them. */
    private static List<Path> goodOf(final LookoutManifest manifest, final Folder root) {
        return manifest.entries().stream()
                .filter(LookoutManifest.Entry::isGood)
                .map(LookoutManifest.Entry::picture)
                .sorted(Comparator.comparing(root::idOf))
                .toList();
    }

    private static void warn(final LookoutManifest manifest, final DatasetBuilder found) {
        if (!manifest.missingMasks().isEmpty()) {
            found.warn("Masks that are not there, so their pictures are left out of the pixel figures: "
                    + ShortList.of(manifest.missingMasks()) + ".");
        }
        warnOfUnlabelled(manifest, found);
    }

    private static void warnOfUnlabelled(final LookoutManifest manifest, final DatasetBuilder found) {
        found.warnLeftOut(
                PictureFile.name(manifest.file()) + " without a label",
                manifest.unlabelled(),
                "their class is neither normal nor anomaly");
    }

    private static void refuseShared(final LookoutManifest train, final LookoutManifest test) {
        final List<Path> shared = new ArrayList<>(
                test.entries().stream().map(LookoutManifest.Entry::picture).toList());
        shared.retainAll(
                train.entries().stream().map(LookoutManifest.Entry::picture).collect(Collectors.toSet()));
        if (!shared.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    train.file() + " and " + test.file() + " both name "
                            + ShortList.of(shared.stream().map(Path::toString).toList())
                            + "; a picture is to fit on or to test.");
        }
    }
}
