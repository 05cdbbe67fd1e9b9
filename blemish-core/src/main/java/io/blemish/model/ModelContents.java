package io.blemish.model;

import io.blemish.prediction.Calibration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contents of a model file, every entry hashed.
 *
 * @param description all that made the model
 * @param calibration the thresholds
 * @param thumbnails how many training pictures it holds a small copy of
 * @param changes since the fit, the oldest first
 * @param entries the entries by name
 */
public record ModelContents(
        ModelDescription description,
        Calibration calibration,
        int thumbnails,
        List<ModelChange> changes,
        Map<String, Entry> entries) {
    /**
     * One entry.
     *
     * @param bytes its size
     * @param sha256 of what was written
     * @param intact whether the content still has that hash
     */
    public record Entry(long bytes, String sha256, boolean intact) {}

    /**
     * Reads a model file and compares the hash of every entry.
     *
     * @param file written by {@link ModelTrainer}
     * @return the contents, with each entry marked as intact or not
     * @throws io.blemish.BlemishException if it is not there, cut short or newer than this software
     */
    public static ModelContents read(final Path file) {
        try (ModelFile opened = ModelFile.open(file)) {
            final Map<String, Entry> entries = new LinkedHashMap<>();
            opened.description()
                    .entries()
                    .forEach((name, entry) -> entries.put(
                            name,
                            new Entry(
                                    entry.bytes(),
                                    entry.sha256(),
                                    opened.entries().matches(name, entry))));
            return new ModelContents(
                    opened.description(),
                    opened.calibration(),
                    opened.thumbnails().count(),
                    opened.changes(),
                    entries);
        }
    }

    /** {@return whether every entry is what was written} */
    public boolean intact() {
        return entries.values().stream().allMatch(Entry::intact);
    }
}
