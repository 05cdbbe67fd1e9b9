package io.blemish.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomProjectionTest {
    @Test
    void equalsADoublePrecisionProductRoundedOnce() {
        for (long seed = 0; seed < 20; seed++) {
            final int source = 1 + (int) seed * 7 % 61;
            final RandomProjection projection = RandomProjection.gaussian(source, 16, seed);
            final float[] patches = normal(3 * source, seed);
            final float[] actual = projection.apply(patches, 3);
            for (int p = 0; p < 3; p++) {
                for (int j = 0; j < 16; j++) {
                    double sum = 0;
                    for (int k = 0; k < source; k++) {
                        sum += (double) patches[p * source + k] * projection.matrix()[k * 16 + j];
                    }
                    assertThat(actual[p * 16 + j]).isCloseTo((float) sum, within(Math.ulp((float) sum)));
                }
            }
        }
    }

    @Test
    void keepsDistancesOnAverage() {
        final float[] a = normal(2 * 512, 5);
        double ratios = 0;
        for (long seed = 0; seed < 40; seed++) {
            final float[] projected = RandomProjection.gaussian(512, 128, seed).apply(a, 2);
            ratios += squaredDistance(projected, 128) / squaredDistance(a, 512);
        }
        assertThat(ratios / 40).isCloseTo(1, within(0.05));
    }

    @Test
    void theSeedDecides() {
        assertThat(RandomProjection.gaussian(10, 4, 1).matrix())
                .isEqualTo(RandomProjection.gaussian(10, 4, 1).matrix())
                .isNotEqualTo(RandomProjection.gaussian(10, 4, 2).matrix());
    }

    private static double squaredDistance(final float[] pair, final int dimension) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            final double difference = pair[i] - pair[dimension + i];
            sum += difference * difference;
        }
        return sum;
    }

    private static float[] normal(final int count, final long seed) {
        final Random random = new Random(seed);
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
