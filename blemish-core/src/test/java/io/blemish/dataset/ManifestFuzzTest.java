package io.blemish.dataset;

import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A manifest becomes a data set or is refused. */
public class ManifestFuzzTest {
    /** The pictures that a manifest can name; they are beside it. */
    private static final List<String> PICTURES = List.of("a.png", "b.png", "c.png", "d.png", "m.png");

    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("manifest", ManifestFuzzTest::fuzzerTestOneInput);
    }

    /**
     * The target of {@code .ci/fuzz}.
     *
     * @param data a letter, j for JSON lines, l for a manifest of Lookout for Vision and any other for CSV, and then
     *     the manifest
     */
    public static void fuzzerTestOneInput(final byte[] data) {
        if (data.length == 0) {
            return;
        }
        try {
            final Path folder = Files.createTempDirectory("fuzz");
            final Path manifest = folder.resolve(
                    switch (data[0]) {
                        case 'j' -> "manifest.jsonl";
                        case 'l' -> "train.manifest";
                        default -> "manifest.csv";
                    });
            try {
                for (final String picture : PICTURES) {
                    Files.createFile(folder.resolve(picture));
                }
                Files.write(manifest, Arrays.copyOfRange(data, 1, data.length));
                Refusal.orUse(() -> Datasets.open(manifest, DatasetOptions.DEFAULT));
            } finally {
                for (final String picture : PICTURES) {
                    Files.deleteIfExists(folder.resolve(picture));
                }
                Files.deleteIfExists(manifest);
                Files.delete(folder);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
