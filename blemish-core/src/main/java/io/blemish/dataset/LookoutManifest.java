package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest of Amazon Lookout for Vision, with its pictures found below a folder.
 *
 * @param file the manifest
 * @param entries the pictures that have a label, in the manifest's order
 * @param unlabelled the pictures whose class is neither normal nor anomaly
 * @param missingMasks the references of masks that are not there
 */
record LookoutManifest(Path file, List<Entry> entries, List<Path> unlabelled, List<String> missingMasks) {
    static final String NORMAL = "normal";
    private static final String ANOMALY = "anomaly";

    /**
     * A picture with a label.
     *
     * @param picture the file
     * @param kind {@code normal}, {@code anomaly}, or the name of the one type of anomaly that the line's mask can show
     * @param mask {@link Mask.None} for a normal picture
     */
    record Entry(Path picture, String kind, Mask mask) {
        boolean isGood() {
            return mask instanceof Mask.None;
        }
    }

    /**
     * Reads a manifest.
     *
     * @param file the manifest
     * @param root the folder below which the bucket's files are
     * @throws BlemishException if a line is not one of such a manifest, names a picture that is not there or one named
     *     before
     */
    static LookoutManifest read(final Path file, final Folder root) {
        final Reader reader = new Reader(file, root);
        LookoutLine.read(file).forEach(reader::add);
        return reader.manifest();
    }

    /** Collects what the lines say. */
    private static final class Reader {
        private final Path file;
        private final Folder root;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Path> unlabelled = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final List<String> missingMasks = new ArrayList<>();
        private final Set<Path> seen = new HashSet<>();

        Reader(final Path file, final Folder root) {
            this.file = file;
            this.root = root;
        }

        void add(final LookoutLine line) {
            final Optional<Path> picture = BucketFile.find(file, root, line.source());
            if (picture.isEmpty()) {
                missing.add(line.source());
                return;
            }
            if (!seen.add(picture.get())) {
                throw line.wrong("names the picture " + picture.get()
                        + " a second time; copy the bucket with its folders, so that each reference has its own file");
            }
            switch (line.label()) {
                case NORMAL -> entries.add(new Entry(picture.get(), NORMAL, new Mask.None()));
                case ANOMALY -> entries.add(new Entry(picture.get(), line.kind().orElse(ANOMALY), mask(line)));
                default -> unlabelled.add(picture.get());
            }
        }

        private Mask mask(final LookoutLine line) {
            final Optional<String> reference = line.mask();
            if (reference.isEmpty()) {
                return new Mask.Unknown();
            }
            final Set<Integer> colours = line.colours();
            final Optional<Path> mask = BucketFile.find(file, root, reference.get());
            if (mask.isEmpty()) {
                missingMasks.add(reference.get());
                return new Mask.Unknown();
            }
            return new Mask.Colours(mask.get(), colours);
        }

        LookoutManifest manifest() {
            if (!missing.isEmpty()) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        file + " names pictures that are not below " + root.path() + ": " + ShortList.of(missing)
                                + "; copy the bucket's files there, in their folders.");
            }
            return new LookoutManifest(file, entries, unlabelled, missingMasks);
        }
    }
}
