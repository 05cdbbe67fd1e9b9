package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStreamTest {
    private static final int BYTES = 100_003;

    @TempDir
    Path folder;

    @Test
    void readsAtAnyPositionInAnyOrder() throws IOException {
        final Random random = new Random(1);
        final byte[] content = new byte[BYTES];
        random.nextBytes(content);
        final Path file = Files.write(folder.resolve("file"), content);
        try (FileStream stream = new FileStream(file)) {
            assertThat(stream.length()).isEqualTo(BYTES);
            for (int round = 0; round < 2000; round++) {
                final int from = random.nextInt(BYTES);
                stream.seek(from);
                if (random.nextBoolean()) {
                    assertThat(stream.read()).isEqualTo(content[from] & 0xFF);
                } else {
                    final int length = Math.min(BYTES - from, random.nextInt(40_000));
                    final byte[] part = new byte[length];
                    stream.readFully(part);
                    assertThat(part).isEqualTo(Arrays.copyOfRange(content, from, from + length));
                }
            }
        }
    }

    @Test
    void endsWhereTheFileEnds() throws IOException {
        final Path file = Files.write(folder.resolve("file"), new byte[] {7});
        try (FileStream stream = new FileStream(file)) {
            assertThat(stream.read()).isEqualTo(7);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[3], 0, 3)).isEqualTo(-1);
            assertThat(stream.getStreamPosition()).isEqualTo(1);
        }
    }
}
