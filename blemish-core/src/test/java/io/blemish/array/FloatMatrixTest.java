package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloatMatrixTest {
    /** Row {@code r} is {@code 10 r, 10 r + 1, 10 r + 2}. */
    private static final FloatMatrix MATRIX = numbered(6);

    private static FloatMatrix numbered(final int rows) {
        final float[] values = new float[rows * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 3 * 10 + i % 3;
        }
        return FloatMatrix.wrap(values, rows, 3);
    }

    private static float[] all(final FloatMatrix matrix) {
        final float[] values = new float[matrix.rows() * matrix.columns()];
        matrix.copyRows(0, matrix.rows(), values, 0);
        return values;
    }

    @Test
    void copiesRows() {
        assertThat(MATRIX.row(2)).containsExactly(20, 21, 22);
        final float[] target = new float[8];
        MATRIX.copyRows(4, 2, target, 1);
        assertThat(target).containsExactly(0, 40, 41, 42, 50, 51, 52, 0);
    }

    @Test
    void selectsRowsInTheOrderGiven() {
        final FloatMatrix some = MATRIX.select(new int[] {5, 0, 5});
        assertThat(some.rows()).isEqualTo(3);
        assertThat(all(some)).containsExactly(50, 51, 52, 0, 1, 2, 50, 51, 52);
    }

    @Test
    void joinsBlocksInTheOrderGiven() {
        final FloatMatrix some = MATRIX.blocks(new int[] {2, 0}, 2);
        assertThat(all(some)).containsExactly(40, 41, 42, 50, 51, 52, 0, 1, 2, 10, 11, 12);
        assertThat(some.row(3)).containsExactly(10, 11, 12);
        // A part of one block is a view, a part of two is a copy; blocks can be joined again.
        assertThat(values(some.view(2, 2))).containsExactly(0, 1, 2, 10, 11, 12);
        assertThat(values(some.view(1, 2))).containsExactly(50, 51, 52, 0, 1, 2);
        assertThat(all(some.blocks(new int[] {1, 0}, 2))).containsExactly(0, 1, 2, 10, 11, 12, 40, 41, 42, 50, 51, 52);
        assertThat(all(some.blocks(new int[] {3, 1}, 1))).containsExactly(10, 11, 12, 50, 51, 52);
    }

    private static float[] values(final FloatBuffer buffer) {
        final float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Test
    void refusesAnArrayOfAnotherLength() {
        assertThatThrownBy(() -> FloatMatrix.wrap(new float[7], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x3")
                .hasMessageContaining("7");
    }

    @Test
    void mapsAPartOfAFile(@TempDir final Path folder) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(5 + 6 * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(5);
        for (int i = 0; i < 6; i++) {
            bytes.putFloat(i + 0.25f);
        }
        final Path file = Files.write(folder.resolve("matrix"), bytes.array());
        try (FileChannel channel = FileChannel.open(file)) {
            final FloatMatrix matrix = FloatMatrix.map(channel, 5, 2, 3);
            assertThat(all(matrix)).containsExactly(0.25f, 1.25f, 2.25f, 3.25f, 4.25f, 5.25f);
            assertThatThrownBy(() -> FloatMatrix.map(channel, 6, 2, 3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("file ends before");
        }
    }

    /** The file is sparse: it takes no room on the disk. */
    @Test
    void aMatrixLargerThanABufferIsReadAcrossItsSegments(@TempDir final Path folder) throws IOException {
        final int columns = 1 << 20;
        final int rows = 600;
        final int firstOfSecondSegment = 256;
        try (FileChannel channel = FileChannel.open(
                folder.resolve("large"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            write(channel, firstOfSecondSegment - 1, columns, 3);
            write(channel, firstOfSecondSegment, columns, 4);
            write(channel, rows - 1, columns, 5);
            final FloatMatrix matrix = FloatMatrix.map(channel, 0, rows, columns);
            final FloatBuffer two = matrix.view(firstOfSecondSegment - 1, 2);
            assertThat(two.get(columns - 1)).isEqualTo(3);
            assertThat(two.get(2 * columns - 1)).isEqualTo(4);
            assertThat(matrix.row(rows - 1)[columns - 1]).isEqualTo(5);
        }
    }

    /** Writes the last value of a row. */
    private static void write(final FileChannel channel, final int row, final int columns, final float value)
            throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        channel.write(bytes.putFloat(value).flip(), ((row + 1L) * columns - 1) * Float.BYTES);
    }
}
