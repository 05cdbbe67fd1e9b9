package io.blemish.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFileTest {
    private static final byte[] END = "the end".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Map<String, Entry> write(final Path file) throws IOException {
        try (ArtifactWriter writer = new ArtifactWriter(file)) {
            writer.bytes("bytes", new byte[] {1, 2, 3});
            writer.within("inner/").floats("floats.npy", FloatMatrix.wrap(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
            writer.ints("ints.npy", new int[] {7, 8}, 2);
            writer.json("value.json", new Value("a", 5));
            writer.finish("end.txt", END);
            return writer.entries();
        }
    }

    private record Value(String name, int count) {}

    @Test
    void whatWasWrittenIsReadAlsoAfterClosing() throws IOException {
        final Path file = folder.resolve("file.blemish");
        final Map<String, Entry> entries = write(file);
        final FloatMatrix floats;
        try (ArtifactFile opened = ArtifactFile.open(file)) {
            opened.check(entries);
            assertThat(opened.has("bytes")).isTrue();
            assertThat(opened.has("end.txt")).as("it describes the others").isFalse();
            assertThat(opened.within("inner/").has("floats.npy")).isTrue();
            assertThat(opened.bytes("bytes").get(2)).isEqualTo((byte) 3);
            assertThat(opened.ints("ints.npy").get(1)).isEqualTo(8);
            assertThat(opened.json("value.json", Value.class)).isEqualTo(new Value("a", 5));
            assertThat(opened.verified("end.txt")).isEqualTo(END);
            entries.forEach((name, entry) ->
                    assertThat(opened.matches(name, entry)).as(name).isTrue());
            floats = opened.within("inner/").floats("floats.npy");
        }
        assertThat(floats.row(1)).containsExactly(4, 5, 6);
    }

    @Test
    void everyAlteredByteOfAnEntryIsNoticed() throws IOException {
        final Path file = folder.resolve("file.blemish");
        final Map<String, Entry> entries = write(file);
        final byte[] whole = Files.readAllBytes(file);
        final int start = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\u0001\u0002\u0003");
        for (int i = start; i < start + 3; i++) {
            final byte[] altered = whole.clone();
            altered[i] ^= 0x40;
            final Path damaged = Files.write(folder.resolve("damaged.blemish"), altered);
            try (ArtifactFile opened = ArtifactFile.open(damaged)) {
                assertThatThrownBy(() -> opened.check(entries))
                        .isInstanceOf(BlemishException.class)
                        .hasMessageContaining("bytes is not what was written");
            }
        }
    }

    @Test
    void aMissingEntryAndOneOfAnotherSizeAreNamed() throws IOException {
        final Path file = folder.resolve("file.blemish");
        final Map<String, Entry> more = new LinkedHashMap<>(write(file));
        more.put("lost.npy", new Entry(1, ""));
        final Map<String, Entry> larger = new LinkedHashMap<>(more);
        larger.remove("lost.npy");
        larger.put("bytes", new Entry(4, ""));
        try (ArtifactFile opened = ArtifactFile.open(file)) {
            assertThatThrownBy(() -> opened.check(more)).hasMessageContaining("it lacks lost.npy");
            assertThatThrownBy(() -> opened.check(larger)).hasMessageContaining("bytes has another size");
        }
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        final Path file = Files.writeString(folder.resolve("text.blemish"), "not a zip");
        assertThatThrownBy(() -> ArtifactFile.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file.toString());
    }
}
