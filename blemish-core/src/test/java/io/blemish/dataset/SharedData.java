package io.blemish.dataset;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Data sets that are not the project's own and so lie beside it, where they lie at all. */
final class SharedData {
    private SharedData() {}

    /** A folder of it; skips the test where it is absent. */
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
