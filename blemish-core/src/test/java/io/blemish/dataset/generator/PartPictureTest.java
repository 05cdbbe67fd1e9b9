package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartPictureTest {
    private static final int SIZE = 128;
    /** The smallest visible change, 0.04 of 255, brighter by at most a fifth due to the lamps, and rounding. */
    private static final int HIDDEN = 14;

    @ParameterizedTest
    @EnumSource
    void theMaskMarksThePixelsThatDifferFromTheSamePartWithoutTheDefect(final PartKind kind) {
        for (final var defect : Defect.values()) {
            for (int seed = 0; seed < 4; seed++) {
                final PartPicture good = PartPicture.draw(kind, Optional.empty(), SIZE, seed, "twin");
                final PartPicture faulty = PartPicture.draw(kind, Optional.of(defect), SIZE, seed, "twin");
                int largestOutside = 0;
                int changedInside = 0;
                for (int k = 0; k < SIZE * SIZE; k++) {
                    final int change =
                            change(good.picture().rgb(), faulty.picture().rgb(), 3 * k);
                    if (!faulty.mask().defect()[k]) {
                        largestOutside = Math.max(largestOutside, change);
                    } else if (change >= HIDDEN / 2) {
                        changedInside++;
                    }
                }
                final int area = faulty.mask().count();
                assertThat(good.mask().count()).isZero();
                assertThat(largestOutside).as("%s %s %d", kind, defect, seed).isLessThanOrEqualTo(HIDDEN);
                assertThat(area).as("%s %s %d", kind, defect, seed).isBetween(SIZE * SIZE / 1000, SIZE * SIZE / 8);
                assertThat(changedInside).as("%s %s %d", kind, defect, seed).isGreaterThan(area / 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goodPartsVaryALittle(final PartKind kind) {
        final PartPicture one = PartPicture.draw(kind, Optional.empty(), SIZE, 0, "one");
        final PartPicture other = PartPicture.draw(kind, Optional.empty(), SIZE, 0, "other");
        assertThat(one.picture()).isNotEqualTo(other.picture());
        assertThat(Math.abs(mean(one.picture().rgb()) - mean(other.picture().rgb())))
                .isLessThan(25);
    }

    private static int change(final byte[] a, final byte[] b, final int from) {
        int change = 0;
        for (int c = 0; c < 3; c++) {
            change = Math.max(change, Math.abs((a[from + c] & 0xFF) - (b[from + c] & 0xFF)));
        }
        return change;
    }

    private static double mean(final byte[] picture) {
        long sum = 0;
        for (final byte level : picture) {
            sum += level & 0xFF;
        }
        return (double) sum / picture.length;
    }
}
