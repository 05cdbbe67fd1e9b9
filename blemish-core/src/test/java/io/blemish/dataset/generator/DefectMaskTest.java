package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.BitMask;
import org.junit.jupiter.api.Test;

class DefectMaskTest {
    private static final int SIZE = 128;

    @Test
    void marksVisibleChangesOnly() {
        final Canvas faulty = new Canvas(SIZE);
        faulty.set(10, 10, new Rgb(0, 0.05, 0));
        faulty.set(50, 50, new Rgb(0.03, 0.03, 0.03));
        final BitMask mask = DefectMask.between(new Canvas(SIZE), faulty);
        assertThat(mask.count()).isEqualTo(1);
        assertThat(mask.at(10, 10)).isTrue();
    }

    /** A gap of at most 1/64 of the width, which is 2 pixels, is closed. */
    @Test
    void closesSmallGaps() {
        final Canvas faulty = new Canvas(SIZE);
        for (final int column : new int[] {10, 13, 50, 54}) {
            faulty.set(column, 10, Rgb.grey(1));
        }
        final BitMask mask = DefectMask.between(new Canvas(SIZE), faulty);
        assertThat(mask.at(11, 10)).isTrue();
        assertThat(mask.at(12, 10)).isTrue();
        assertThat(mask.count()).isEqualTo(4 + 2);
    }
}
