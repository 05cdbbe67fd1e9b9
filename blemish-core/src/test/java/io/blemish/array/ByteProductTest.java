package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products of bytes are exact sums, at the largest numbers too. */
class ByteProductTest {
    private static final int MOST = Byte.MAX_VALUE;

    @Test
    void addsExactly() {
        check(1, 1, 1, new Random(1));
        check(3, 5, 7, new Random(2));
        check(64, 512, 384, new Random(3));
        check(17, 33, 1536, new Random(4));
    }

    private static void check(final int rows, final int columns, final int depth, final Random random) {
        final ByteProduct product = new ByteProduct(rows, columns, depth);
        final ByteProduct.Right right = new ByteProduct.Right(columns, depth);
        final byte[][] a = new byte[rows][];
        final byte[][] b = new byte[columns][];
        for (int i = 0; i < rows; i++) {
            a[i] = draw(random, depth, MOST);
            product.put(i, a[i]);
        }
        for (int j = 0; j < columns; j++) {
            b[j] = draw(random, depth, ByteProduct.largest());
            right.put(j, b[j], j);
        }
        product.multiply(rows, right, -2);
        final int width = right.width();
        final int runs = width / ByteProduct.RUN;
        for (int i = 0; i < rows; i++) {
            final float[] smallest = new float[runs];
            Arrays.fill(smallest, Float.POSITIVE_INFINITY);
            for (int j = 0; j < columns; j++) {
                final float expected = j - 2f * dot(a[i], b[j]);
                assertThat(product.product().get(i * width + j)).isEqualTo(expected);
                smallest[j / ByteProduct.RUN] = Math.min(smallest[j / ByteProduct.RUN], expected);
            }
            final float[] found = new float[runs];
            product.minima().get(i * runs, found);
            assertThat(found).isEqualTo(smallest);
        }
    }

    /** Half of the numbers are the largest that there may be: those are where a narrow sum would overflow. */
    private static byte[] draw(final Random random, final int depth, final int most) {
        final byte[] numbers = new byte[depth];
        for (int d = 0; d < depth; d++) {
            final int size = random.nextBoolean() ? most : random.nextInt(most + 1);
            numbers[d] = (byte) (random.nextInt(4) == 0 ? -size : size);
        }
        return numbers;
    }

    private static int dot(final byte[] a, final byte[] b) {
        int sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
