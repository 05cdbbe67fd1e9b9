package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products are right to within the rounding that their users allow for. */
class MatrixProductTest {
    @Test
    void multipliesAndFindsTheSmallestOfEachRow() {
        final MatrixProduct product = new MatrixProduct(40, 70, 90);
        for (int seed = 0; seed < 20; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(40);
            final int columns = 1 + random.nextInt(70);
            final int depth = 1 + random.nextInt(90);
            final float[] left = draw(random, rows * depth);
            final float[] right = draw(random, columns * depth);
            product.left().put(left);
            product.right().put(right);
            product.multiply(rows, columns, depth);
            for (int i = 0; i < rows; i++) {
                float smallest = Float.POSITIVE_INFINITY;
                for (int j = 0; j < columns; j++) {
                    final float value = product.product().get(i * columns + j);
                    double sum = 0;
                    double magnitude = 0;
                    for (int d = 0; d < depth; d++) {
                        final double term = (double) left[i * depth + d] * right[j * depth + d];
                        sum += term;
                        magnitude += Math.abs(term);
                    }
                    assertThat((double) value).isCloseTo(sum, within(MatrixProduct.roundingOf(depth) * magnitude));
                    smallest = Math.min(smallest, value);
                }
                assertThat(product.minima().get(i)).isEqualTo(smallest);
            }
        }
    }

    private static float[] draw(final Random random, final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6)));
        }
        return values;
    }
}
