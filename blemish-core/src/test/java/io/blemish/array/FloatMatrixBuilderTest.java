package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A matrix on the heap and one in a file have the same rows. */
class FloatMatrixBuilderTest {
    private static final int ROWS = 1000;
    private static final int COLUMNS = 7;
    private static final int BLOCK = 100;

    @Test
    void aFileHasTheRowsThatTheHeapHas() {
        final FloatMatrixBuilder heap = FloatMatrixBuilder.of(ROWS, COLUMNS, Long.MAX_VALUE);
        final FloatMatrixBuilder file = FloatMatrixBuilder.of(ROWS, COLUMNS, 0);
        assertThat(heap).isInstanceOf(FloatMatrixBuilder.OnHeap.class);
        assertThat(file).isInstanceOf(FloatMatrixBuilder.InFile.class);
        final Random random = new Random(0);
        for (int first = ROWS - BLOCK; first >= 0; first -= BLOCK) {
            final float[] values = new float[BLOCK * COLUMNS];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            heap.write(first, values);
            file.write(first, values);
        }
        final FloatMatrix expected = heap.build();
        final FloatMatrix read = file.build();
        for (int row = 0; row < ROWS; row++) {
            assertThat(read.row(row)).isEqualTo(expected.row(row));
        }
    }

    @Test
    void aLargeMatrixIsNotOnTheHeap() {
        final FloatMatrixBuilder rows = FloatMatrixBuilder.of(60_000, 300);
        assertThat(rows).isInstanceOf(FloatMatrixBuilder.InFile.class);
        rows.write(59_999, new float[300]);
        assertThat(rows.build().row(59_999)).containsOnly(0);
    }
}
