package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The axes are orthonormal and lie along the largest variance. */
class PrincipalAxesTest {
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void areOrthonormal(final PointCloud cloud) {
        try (Workers workers = new Workers(2)) {
            final int dimension = 70;
            final PrincipalAxes axes = PrincipalAxes.of(
                    FloatMatrix.wrap(cloud.draw(new Random(1), 50, dimension), 50, dimension), 40, workers);
            assertThat(axes.count()).isEqualTo(40);
            assertThat(axes.dimension()).isEqualTo(dimension);
            double loss = 0;
            for (int a = 0; a < 40; a++) {
                for (int b = 0; b < 40; b++) {
                    final double off = dot(axes.axes().row(a), axes.axes().row(b)) - (a == b ? 1 : 0);
                    loss += off * off;
                }
            }
            assertThat(axes.orthogonalityLoss())
                    .isCloseTo(Math.sqrt(loss), within(1e-12))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void areNeverMoreThanTheDimensions() {
        try (Workers workers = new Workers(1)) {
            final FloatMatrix vectors = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(1), 30, 5), 30, 5);
            assertThat(PrincipalAxes.of(vectors, 256, workers).count()).isEqualTo(5);
        }
    }

    /** Along a hidden orthogonal basis the variances are 1, 1/2, 1/3 …: the best ten axes of sixty hold a known share. */
    @Test
    void holdTheVariance() {
        final int dimension = 60;
        final int rows = 5000;
        final Random random = new Random(4);
        final float[] vectors = new float[rows * dimension];
        double best = 0;
        double total = 0;
        for (int d = 0; d < dimension; d++) {
            total += 1.0 / (d + 1);
            best += d < 10 ? 1.0 / (d + 1) : 0;
        }
        for (int r = 0; r < rows; r++) {
            for (int d = 0; d < dimension; d++) {
                final double value = random.nextGaussian() / Math.sqrt(d + 1);
                // A reflection turns the coordinate axes away: I - 2vvᵀ with v = (1, …, 1)/√d.
                for (int e = 0; e < dimension; e++) {
                    vectors[r * dimension + e] += (float) (value * ((d == e ? 1 : 0) - 2.0 / dimension));
                }
            }
        }
        try (Workers workers = new Workers(2)) {
            final PrincipalAxes axes = PrincipalAxes.of(FloatMatrix.wrap(vectors, rows, dimension), 10, workers);
            final float[] mean = axes.mean().row(0);
            double held = 0;
            for (int r = 0; r < rows; r++) {
                final float[] vector = new float[dimension];
                for (int d = 0; d < dimension; d++) {
                    vector[d] = vectors[r * dimension + d] - mean[d];
                }
                for (int a = 0; a < 10; a++) {
                    final double along = dot(axes.axes().row(a), vector);
                    held += along * along / rows;
                }
            }
            assertThat(held / total).isGreaterThan(0.95 * best / total);
        }
    }

    private static double dot(final float[] a, final float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
