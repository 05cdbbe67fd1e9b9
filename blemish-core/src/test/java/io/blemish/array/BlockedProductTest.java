package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The product is the definition's, to the rounding that it states, whatever the sizes and however often it is used. */
class BlockedProductTest {
    @Test
    void agreesWithTheDefinition() {
        for (int seed = 0; seed < 20; seed++) {
            final Random random = new Random(seed);
            final int depth = 1 + random.nextInt(400);
            final float[][] right = draw(random, 1 + random.nextInt(30), depth);
            final BlockedProduct product = new BlockedProduct(right, 1 + random.nextInt(depth + 20));
            final BlockedProduct.Rows rows = product.new Rows(40);
            check(draw(random, 1 + random.nextInt(40), depth), right, product, rows);
            check(draw(random, 1 + random.nextInt(40), depth), right, product, rows);
        }
    }

    private static void check(
            final float[][] left, final float[][] right, final BlockedProduct product, final BlockedProduct.Rows rows) {
        rows.begin(left.length);
        for (int i = 0; i < left.length; i++) {
            rows.put(i, left[i]);
        }
        final float[] found = new float[left.length * right.length];
        rows.multiply(found);
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                double sum = 0;
                double magnitude = 0;
                for (int d = 0; d < left[i].length; d++) {
                    sum += (double) left[i][d] * right[j][d];
                    magnitude += Math.abs((double) left[i][d] * right[j][d]);
                }
                final double slack = MatrixProduct.roundingOf(product.terms()) * magnitude;
                assertThat(Math.abs(found[i * right.length + j] - sum)).isLessThanOrEqualTo(slack);
            }
        }
    }

    private static float[][] draw(final Random random, final int rows, final int columns) {
        final float[][] values = new float[rows][columns];
        for (final float[] row : values) {
            for (int d = 0; d < columns; d++) {
                row[d] = (float) random.nextGaussian();
            }
        }
        return values;
    }
}
