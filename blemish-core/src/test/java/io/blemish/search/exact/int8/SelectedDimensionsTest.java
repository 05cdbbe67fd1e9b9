package io.blemish.search.exact.int8;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatMatrix;
import io.blemish.search.vector.Distance;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectedDimensionsTest {
    private static final int ROWS = 60;

    @Test
    void selectedValuesAreNeverFartherApartThanVectors() {
        for (int seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final int dimension = 2 + random.nextInt(200);
            final float[] rows = decaying(random, dimension);
            final float[] mean = row(decaying(random, dimension), 0, dimension);
            final SelectedDimensions dimensions = SelectedDimensions.of(FloatMatrix.wrap(rows, ROWS, dimension), mean);
            final SelectedDimensions.Selector one = dimensions.new Selector();
            final SelectedDimensions.Selector other = dimensions.new Selector();
            for (int i = 0; i < ROWS; i++) {
                final int j = random.nextInt(ROWS);
                one.select(rows, i * dimension);
                other.select(rows, j * dimension);
                final double between = Math.sqrt(Distance.squared(one.values(), 0, other.values()));
                final double truly = Math.sqrt(Distance.squared(rows, i * dimension, row(rows, j, dimension)));
                assertThat(between).as("seed %d", seed).isLessThanOrEqualTo(truly + one.error() + other.error());
            }
        }
    }

    /** One dimension of 200 is selected. Two vectors differ in another one, which only the norm of the rest shows. */
    @Test
    void theNormOfTheRestTellsVectorsApart() {
        final int dimension = 200;
        final float[] rows = new float[2 * dimension];
        rows[0] = 100;
        rows[dimension] = -100;
        rows[dimension + 7] = 1;
        final SelectedDimensions dimensions =
                SelectedDimensions.of(FloatMatrix.wrap(rows, 2, dimension), new float[dimension]);
        final SelectedDimensions.Selector one = dimensions.new Selector();
        final SelectedDimensions.Selector other = dimensions.new Selector();
        final float[] near = rows.clone();
        near[11] = 3;
        one.select(rows, 0);
        other.select(near, 0);
        assertThat(Distance.squared(one.values(), 0, other.values())).isEqualTo(9);
        assertThat(dimensions.count()).isLessThan(dimension / 10);
    }

    @Test
    void selectsTheDimensionsThatVaryMost() {
        final int dimension = 100;
        final Random random = new Random(1);
        final SelectedDimensions dimensions = SelectedDimensions.of(
                FloatMatrix.wrap(decaying(random, dimension), ROWS, dimension), new float[dimension]);
        final SelectedDimensions.Selector selector = dimensions.new Selector();
        final float[] numbers = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            numbers[d] = d;
        }
        selector.select(numbers, 0);
        assertThat(selector.values()).startsWith(0, 1, 2).doesNotContain(99);
    }

    private static float[] decaying(final Random random, final int dimension) {
        final float[] rows = new float[ROWS * dimension];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (random.nextGaussian() / (1 + i % dimension));
        }
        return rows;
    }

    private static float[] row(final float[] rows, final int row, final int dimension) {
        final float[] values = new float[dimension];
        System.arraycopy(rows, row * dimension, values, 0, dimension);
        return values;
    }
}
