package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTest {
    @Test
    void quickDistancesHaveTheErrorStated() {
        for (int seed = 0; seed < 300; seed++) {
            final Random random = new Random(seed);
            final int dimension = 1 + random.nextInt(3000);
            final float scale = (float) Math.pow(10, random.nextInt(30) - 14);
            final float[] a = draw(random, dimension, scale);
            final float[] b = draw(random, dimension, scale);
            final double quick = new Distance(dimension).quick(a, b);
            final double exact = Distance.squared(a, 0, b);
            if (Double.isNaN(quick)) {
                assertThat(exact < 1e-29 || exact > 1e38).isTrue();
            } else {
                assertThat(Math.abs(quick - exact)).isLessThanOrEqualTo(Distance.ROUNDING * exact);
            }
        }
    }

    @Test
    void quickDistancesAreNotNumbersIfSinglePrecisionDoesNotSuffice() {
        final float[] huge = new float[5];
        Arrays.fill(huge, 1e30f);
        assertThat(new Distance(5).quick(huge, new float[5])).isNaN();
        assertThat(new Distance(5).quick(new float[5], new float[5])).isNaN();
    }

    @Test
    void approximateDistancesHaveTheErrorStatedForAnyValues() {
        final float[] zeros = new float[5];
        for (final float value : new float[] {0, 0x1p-100f, 0x1p-66f, 0.3f, 0x1p60f, 0x1p100f}) {
            final float[] values = new float[5];
            Arrays.fill(values, value);
            final double exact = Distance.squared(values, 0, zeros);
            assertThat(Math.abs(new Distance(5).approximate(values, zeros) - exact))
                    .isLessThanOrEqualTo(Distance.ROUNDING * exact);
        }
    }

    @Test
    void distancesOfPartsOfArraysAreThoseOfTheParts() {
        final Random random = new Random(1);
        for (int count = 0; count < 20; count++) {
            final float[] a = draw(random, 40, 1);
            final float[] b = draw(random, 40, 1);
            double expected = 0;
            double norm = 0;
            for (int i = 0; i < count; i++) {
                expected += Math.pow((double) a[3 + i] - b[7 + i], 2);
                norm += Math.pow(a[3 + i], 2);
            }
            assertThat((double) Distance.squaredSingle(a, 3, b, 7, count)).isCloseTo(expected, within(1e-5));
            assertThat((double) Distance.squaredNorm(a, 3, count)).isCloseTo(norm, within(1e-5));
        }
    }

    private static float[] draw(final Random random, final int dimension, final float scale) {
        final float[] values = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            values[d] = scale * (float) random.nextGaussian();
        }
        return values;
    }
}
