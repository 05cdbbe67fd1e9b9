package io.blemish.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The committed inputs of a fuzz target, each of which is a test. {@code .ci/fuzz} begins with them and looks for others; what it
 * finds is added to them.
 */
public final class Seeds {
    private static final Path FOLDER = Path.of("src/test/fuzz");

    /** Far more than any of these small inputs takes; only what would never end is ended by it. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Seeds() {}

    /**
     * The tests of a target.
     *
     * @param target the name of its folder
     * @param fuzz the target
     */
    public static Stream<DynamicTest> replay(final String target, final Consumer<byte[]> fuzz) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(target))) {
            final List<Path> sorted = files.sorted().toList();
            if (sorted.isEmpty()) {
                throw new IllegalStateException(target + " has no inputs");
            }
            return sorted.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            String.valueOf(file.getFileName()),
                            () -> assertTimeoutPreemptively(LIMIT, () -> fuzz.accept(Files.readAllBytes(file)))));
        }
    }
}
