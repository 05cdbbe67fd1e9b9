package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceTest {
    @Test
    void quickDistancesAreAsNearToTheTrueOnesAsTheySay() {
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
    void quickDistancesSayWhereSinglePrecisionCannotTell() {
        final float[] huge = new float[5];
        Arrays.fill(huge, 1e30f);
        assertThat(new Distance(5).quick(huge, new float[5])).isNaN();
        assertThat(new Distance(5).quick(new float[5], new float[5])).isNaN();
    }

    private static float[] draw(final Random random, final int dimension, final float scale) {
        final float[] values = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            values[d] = scale * (float) random.nextGaussian();
        }
        return values;
    }
}
