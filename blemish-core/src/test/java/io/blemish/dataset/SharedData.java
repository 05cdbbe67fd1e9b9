package io.blemish.dataset;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds data sets that are not part of the project but may lie beside it. */
final class SharedData {
    private SharedData() {}

    /** The folder of a data set; skips the test if it does not exist. */
    static Path folder(final String name) {
        final Path folder = Path.of(Optional.ofNullable(System.getProperty("blemish.shared"))
                        .or(() -> Optional.ofNullable(System.getenv("BLEMISH_SHARED")))
                        .orElse("../../shared"))
                .resolve("data")
                .resolve(name);
        assumeThat(Files.isDirectory(folder)).as("the data set at " + folder).isTrue();
        return folder;
    }
}
