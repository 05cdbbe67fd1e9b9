package io.blemish;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The real pictures and networks that some tests use, kept beside the checkout; those tests are skipped without them. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder of the shared data; skips the calling test, saying so, where it is not there. */
    public static Path require(final String name) {
        final Path path = root().resolve(name);
        assumeTrue(Files.exists(path), "skipped: " + path.toAbsolutePath().normalize() + " is not there");
        return path;
    }

    private static Path root() {
        return Path.of(Optional.ofNullable(System.getProperty("blemish.shared"))
                .or(() -> Optional.ofNullable(System.getenv("BLEMISH_SHARED")))
                .orElse("../../shared"));
    }
}
