package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecimenTest {
    private static final int SIZE = 128;
    /** The least visible change, 0.04, of 255, brightened by the lamps by at most a fifth, and rounding. */
    private static final int HIDDEN = 14;

    @ParameterizedTest
    @EnumSource
    void theMaskIsWhereThePartDiffersFromItsGoodTwin(final PartKind kind) {
        for (final var defect : Defect.values()) {
            for (int seed = 0; seed < 4; seed++) {
                final Specimen good = Specimen.of(kind, Optional.empty(), SIZE, seed, "twin");
                final Specimen faulty = Specimen.of(kind, Optional.of(defect), SIZE, seed, "twin");
                int largestOutside = 0;
                int changedInside = 0;
                for (int k = 0; k < SIZE * SIZE; k++) {
                    final int change = change(good.picture(), faulty.picture(), 3 * k);
                    if (!faulty.mask()[k]) {
                        largestOutside = Math.max(largestOutside, change);
                    } else if (change >= HIDDEN / 2) {
                        changedInside++;
                    }
                }
                final int area = DefectMask.area(faulty.mask());
                assertThat(DefectMask.area(good.mask())).isZero();
                assertThat(largestOutside).as("%s %s %d", kind, defect, seed).isLessThanOrEqualTo(HIDDEN);
                assertThat(area).as("%s %s %d", kind, defect, seed).isBetween(SIZE * SIZE / 1000, SIZE * SIZE / 8);
                assertThat(changedInside).as("%s %s %d", kind, defect, seed).isGreaterThan(area / 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goodPartsVaryALittle(final PartKind kind) {
        final Specimen one = Specimen.of(kind, Optional.empty(), SIZE, 0, "one");
        final Specimen other = Specimen.of(kind, Optional.empty(), SIZE, 0, "other");
        assertThat(one.picture()).isNotEqualTo(other.picture());
        assertThat(Math.abs(mean(one.picture()) - mean(other.picture()))).isLessThan(25);
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
