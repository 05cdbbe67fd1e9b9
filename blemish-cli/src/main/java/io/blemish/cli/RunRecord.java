package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.MetricsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options and pictures of a run, written after everything else of a category. A category whose record is equal need not
 * be run again. The record notices pictures that were added or removed, but not those that were replaced under their names.
 *
 * @param software the program and its version
 * @param options the options of the command, by name
 * @param root the folder of the data set
 * @param train the number of pictures to fit on
 * @param test the number of test pictures
 */
record RunRecord(String software, Map<String, String> options, String root, int train, int test) {
    RunRecord {
        options = new TreeMap<>(options);
    }

    static RunRecord of(final String software, final Map<String, String> options, final Dataset dataset) {
        return new RunRecord(
                software,
                options,
                dataset.root().toAbsolutePath().normalize().toString(),
                dataset.train().size(),
                dataset.test().size());
    }

    void write(final Path file) {
        AtomicFile.write(file, path -> Files.write(path, Json.document(this)));
    }

    /** The figures of an earlier run, if there was one with an equal record. */
    Optional<MetricsFile> earlier(final Path record, final Path metrics) {
        if (!Files.isRegularFile(record) || !Files.isRegularFile(metrics)) {
            return Optional.empty();
        }
        try {
            final RunRecord written = Json.read(Files.readAllBytes(record), RunRecord.class, record.toString());
            return equals(written) ? Optional.of(MetricsFile.read(metrics)) : Optional.empty();
        } catch (final IOException | BlemishException e) {
            // A record that cannot be read counts as none: the category is run again.
            return Optional.empty();
        }
    }
}
