package io.blemish.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    @Test
    void theVectorsAreOrthonormalAndGiveTheMatrixBack() {
        for (int seed = 0; seed < 60; seed++) {
            final Random random = new Random(seed);
            final int size = 1 + random.nextInt(24);
            check(symmetric(random, size, 1 + random.nextInt(size)), "seed " + seed);
        }
    }

    @Test
    void aMatrixThatIsDiagonalOrZeroOrHasEqualValuesIsDecomposed() {
        check(new double[4][4], "zero");
        check(new double[][] {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}}, "equal");
        check(new double[][] {{1, 0, 0}, {0, 5, 0}, {0, 0, -3}}, "diagonal");
        check(new double[][] {{1e-12, 1e-6}, {1e-6, 1e12}}, "far apart");
        assertThat(decomposed(new double[][] {{1, 0, 0}, {0, 5, 0}, {0, 0, -3}}).values())
                .containsExactly(5, 1, -3);
    }

    /** The matrix {@code [[2, 1], [1, 2]]} has the values 3 and 1, along (1, 1) and (1, -1). */
    @Test
    void aKnownMatrixHasItsKnownAxes() {
        final SymmetricEigen eigen = decomposed(new double[][] {{2, 1}, {1, 2}});
        assertThat(eigen.values()[0]).isCloseTo(3, within(1e-15));
        assertThat(eigen.values()[1]).isCloseTo(1, within(1e-15));
        assertThat(Math.abs(eigen.vectors()[0][0] + eigen.vectors()[0][1])).isCloseTo(Math.sqrt(2), within(1e-15));
    }

    private static SymmetricEigen decomposed(final double[][] matrix) {
        return SymmetricEigen.of(matrix, (done, total) -> assertThat(done).isBetween(1, total));
    }

    private static double[][] symmetric(final Random random, final int size, final int rank) {
        final double[][] matrix = new double[size][size];
        for (int r = 0; r < rank; r++) {
            final double[] vector = random.doubles(size, -1, 1).toArray();
            final double weight = Math.pow(10, random.nextInt(7) - 3) * (random.nextInt(4) == 0 ? -1 : 1);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] += weight * vector[i] * vector[j];
                }
            }
        }
        return matrix;
    }

    private static void check(final double[][] matrix, final String name) {
        final int size = matrix.length;
        final SymmetricEigen eigen = decomposed(matrix);
        final double[][] vectors = eigen.vectors();
        double largest = 0;
        for (final double[] row : matrix) {
            for (final double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double product = 0;
                double back = 0;
                for (int k = 0; k < size; k++) {
                    product += vectors[i][k] * vectors[j][k];
                    back += eigen.values()[k] * vectors[k][i] * vectors[k][j];
                }
                assertThat(product).as(name).isCloseTo(i == j ? 1 : 0, within(1e-13 * size));
                assertThat(back).as(name).isCloseTo(matrix[i][j], within(1e-13 * size * largest));
            }
            assertThat(i == 0 || eigen.values()[i - 1] >= eigen.values()[i])
                    .as(name)
                    .isTrue();
        }
    }
}
