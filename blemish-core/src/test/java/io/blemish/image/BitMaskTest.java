package io.blemish.image;

import static io.blemish.image.Patterns.mask;
import static io.blemish.image.Patterns.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BitMaskTest {
    @Test
    void resizesAsPillowsNearestDoes() {
        for (final String[] line : Patterns.table("resized.txt")) {
            final BitMask mask = mask(Integer.parseInt(line[0]), Integer.parseInt(line[1]));
            final Size size = new Size(Integer.parseInt(line[2]), Integer.parseInt(line[3]));
            assertThat(sha(mask.resize(size).defect()))
                    .as("%s to %s", mask.size(), size)
                    .isEqualTo(line[5]);
        }
    }

    @Test
    void countsItsDefectivePixels() {
        final BitMask mask = new BitMask(3, 2, new boolean[] {true, false, false, false, false, true});
        assertThat(mask.count()).isEqualTo(2);
        assertThat(mask.at(2, 1)).isTrue();
        assertThat(mask.at(1, 1)).isFalse();
        assertThat(BitMask.empty(new Size(7, 5)).count()).isZero();
    }

    @Test
    void equalMasksHaveTheSameSizeAndPixels() {
        assertThat(mask(19, 13)).isEqualTo(mask(19, 13)).hasSameHashCodeAs(mask(19, 13));
        assertThat(mask(19, 13)).isNotEqualTo(new BitMask(13, 19, mask(19, 13).defect()));
        assertThat(mask(19, 13)).isNotEqualTo(BitMask.empty(new Size(19, 13)));
    }

    @Test
    void twoMasksJoinedMarkThePixelsOfEither() {
        final BitMask one = new BitMask(3, 1, new boolean[] {true, false, false});
        final BitMask other = new BitMask(3, 1, new boolean[] {true, true, false});
        assertThat(one.or(other)).isEqualTo(other);
        assertThat(one.count()).isEqualTo(1);
    }

    @Test
    void theArrayMustFitTheSize() {
        assertThatThrownBy(() -> new BitMask(3, 2, new boolean[5])).isInstanceOf(IllegalArgumentException.class);
    }
}
