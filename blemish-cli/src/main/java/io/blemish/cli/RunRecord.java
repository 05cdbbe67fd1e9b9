package io.blemish.cli;

import io.blemish.InputException;
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
 * What a run was made with; written when all else of a category has been. A category whose record says the same need not
 * be run again. It tells pictures that came or went, not those that were replaced under their names.
 *
 * @param software and its version
 * @param options of the command, by name
 * @param root the data set
 * @param train pictures to fit on
 * @param test pictures to judge
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

    /** The figures of an earlier run, where there was one made with the same. */
    Optional<MetricsFile> earlier(final Path record, final Path metrics) {
        if (!Files.isRegularFile(record) || !Files.isRegularFile(metrics)) {
            return Optional.empty();
        }
        try {
            final RunRecord written = Json.read(Files.readAllBytes(record), RunRecord.class, record.toString());
            return equals(written) ? Optional.of(MetricsFile.read(metrics)) : Optional.empty();
        } catch (final IOException | InputException e) {
            // What cannot be read is made again.
            return Optional.empty();
        }
    }
}
