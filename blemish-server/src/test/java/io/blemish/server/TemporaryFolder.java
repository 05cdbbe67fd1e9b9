package io.blemish.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what the tests of one process share. */
public final class TemporaryFolder {
    private TemporaryFolder() {}

    /** Creates a folder that is deleted with all that is in it when the process ends. */
    public static Path create(final String prefix) throws IOException {
        final Path folder = Files.createTempDirectory(prefix);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void delete(final Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            below.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
