package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FloatFileTest {
    private static final int ROWS = 500;
    private static final int COLUMNS = 3;

    private static float[] row(final int row) {
        return new float[] {row, -row, 0.5f * row};
    }

    @Test
    void threadsWriteRowsInAnyOrder() {
        try (FloatFile file = FloatFile.create(ROWS, COLUMNS);
                Workers workers = new Workers(3)) {
            workers.forEach(ROWS, i -> file.write(ROWS - 1 - i, row(ROWS - 1 - i)));
            assertThat(file.rows()).isEqualTo(ROWS);
            assertThat(file.columns()).isEqualTo(COLUMNS);
            final FloatMatrix matrix = file.matrix(ROWS);
            for (int row = 0; row < ROWS; row++) {
                assertThat(matrix.row(row)).containsExactly(row(row));
            }
        }
    }

    @Test
    void theFirstRowsCanBeReadBeforeTheOthersAreWritten() {
        try (FloatFile file = FloatFile.create(ROWS, COLUMNS)) {
            file.write(0, new float[] {1, 2, 3, 4, 5, 6});
            final FloatMatrix two = file.matrix(2);
            assertThat(two.rows()).isEqualTo(2);
            assertThat(two.row(1)).containsExactly(4, 5, 6);
            assertThatThrownBy(() -> file.matrix(3))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("cannot be read");
        }
    }

    @Test
    void releasedRowsOutliveTheFile() {
        final FloatFile file = FloatFile.create(2, COLUMNS);
        file.write(1, row(7));
        file.write(0, row(5));
        final FloatMatrix matrix = file.release();
        assertThat(matrix.row(0)).containsExactly(row(5));
        assertThat(matrix.row(1)).containsExactly(row(7));
        assertThatThrownBy(() -> file.write(0, row(1)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void valuesAreKeptToTheBit() {
        final float[] values = {Float.MIN_VALUE, -0f, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Math.nextUp(1f), 1e-40f
        };
        try (FloatFile file = FloatFile.create(2, COLUMNS)) {
            file.write(0, values);
            final float[] read = new float[6];
            file.matrix(2).copyRows(0, 2, read, 0);
            assertThat(Arrays.equals(read, values)).isTrue();
        }
    }
}
