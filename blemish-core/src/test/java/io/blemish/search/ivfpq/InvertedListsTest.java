package io.blemish.search.ivfpq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;

class InvertedListsTest {
    @Test
    void rowsOfAListAreTogetherAndAscending() {
        final CodedRows coded = new CodedRows(5, 2);
        final int[] listOf = {2, 0, 2, 0, 2};
        for (int row = 0; row < 5; row++) {
            coded.lists()[row] = listOf[row];
            coded.offsets()[row] = 10 * row;
            coded.codes()[2 * row] = (byte) row;
            coded.codes()[2 * row + 1] = (byte) (100 + row);
        }
        final InvertedLists lists = InvertedLists.of(coded, 3);
        assertThat(lists.count()).isEqualTo(3);
        assertThat(lists.entries()).isEqualTo(5);
        assertThat(lists.parts()).isEqualTo(2);
        assertThat(lists.starts()).containsExactly(0, 2, 2, 5);
        assertThat(lists.size(1)).isZero();
        assertThat(lists.start(2)).isEqualTo(2);
        assertThat(lists.size(2)).isEqualTo(3);
        final int[] rows = new int[5];
        lists.rows().get(0, rows);
        assertThat(rows).containsExactly(1, 3, 0, 2, 4);
        for (int entry = 0; entry < 5; entry++) {
            final byte[] codes = new byte[2];
            lists.codes().copyRows(entry, 1, codes);
            assertThat(lists.offsets().row(entry)).containsExactly(10 * rows[entry]);
            assertThat(codes).containsExactly((byte) rows[entry], (byte) (100 + rows[entry]));
        }
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        refused(new int[] {0, 2}, 3, 3, 3);
        refused(new int[] {1, 3}, 3, 3, 3);
        refused(new int[] {0, 3, 2, 3}, 3, 3, 3);
        refused(new int[] {0}, 0, 0, 0);
        refused(new int[] {0, 3}, 3, 2, 3);
        refused(new int[] {0, 3}, 3, 3, 4);
    }

    private static void refused(final int[] starts, final int rows, final int offsets, final int codes) {
        assertThatThrownBy(() -> new InvertedLists(
                        starts,
                        IntBuffer.allocate(rows),
                        FloatMatrix.wrap(new float[offsets], offsets, 1),
                        ByteMatrix.wrap(new byte[codes], codes, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
    }
}
