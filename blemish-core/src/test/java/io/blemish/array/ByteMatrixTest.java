package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteMatrixTest {
    @Test
    void copiesRows() {
        final ByteMatrix matrix = ByteMatrix.wrap(new byte[] {1, 2, 3, 4, 5, 6}, 3, 2);
        final byte[] target = new byte[5];
        matrix.copyRows(1, 2, target);
        assertThat(target).containsExactly(3, 4, 5, 6, 0);
        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.columns()).isEqualTo(2);
    }

    @Test
    void mapsAPartOfAFile(@TempDir final Path folder) throws IOException {
        final Path file = Files.write(folder.resolve("matrix"), new byte[] {9, 1, 2, 3, 4});
        try (FileChannel channel = FileChannel.open(file)) {
            final byte[] row = new byte[2];
            ByteMatrix.map(channel, 1, 2, 2).copyRows(1, 1, row);
            assertThat(row).containsExactly(3, 4);
            assertThatThrownBy(() -> ByteMatrix.map(channel, 2, 2, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("file ends before");
        }
    }

    @Test
    void refusesAnArrayOfAnotherLength() {
        assertThatThrownBy(() -> ByteMatrix.wrap(new byte[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x3");
    }
}
