package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where rows are kept makes no difference to what is read. */
class IndexRowsTest {
    private static final int ROWS = 1000;
    private static final int COLUMNS = 7;
    private static final int BLOCK = 100;

    @Test
    void aFileGivesWhatTheHeapGives() {
        final IndexRows heap = IndexRows.create(ROWS, COLUMNS, Long.MAX_VALUE);
        final IndexRows file = IndexRows.create(ROWS, COLUMNS, 0);
        assertThat(heap).isInstanceOf(IndexRows.OnHeap.class);
        assertThat(file).isInstanceOf(IndexRows.InFile.class);
        final Random random = new Random(0);
        for (int first = ROWS - BLOCK; first >= 0; first -= BLOCK) {
            final float[] values = new float[BLOCK * COLUMNS];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            heap.write(first, values);
            file.write(first, values);
        }
        final FloatMatrix expected = heap.matrix();
        final FloatMatrix read = file.matrix();
        for (int row = 0; row < ROWS; row++) {
            assertThat(read.row(row)).isEqualTo(expected.row(row));
        }
    }

    @Test
    void theIndexOfManyPatchesIsNotOnTheHeap() {
        final IndexRows rows = IndexRows.create(60_000, 300);
        assertThat(rows).isInstanceOf(IndexRows.InFile.class);
        rows.write(59_999, new float[300]);
        assertThat(rows.matrix().row(59_999)).containsOnly(0);
    }
}
