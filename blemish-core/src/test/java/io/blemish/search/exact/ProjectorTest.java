package io.blemish.search.exact;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import io.blemish.search.vector.PrincipalAxes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Projections are never farther apart than their vectors by more than their errors, which are small. */
class ProjectorTest {
    private static final int ROWS = 90;

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void projectionsAreNeverFartherApartThanVectors(final PointCloud cloud) {
        try (Workers workers = new Workers(2)) {
            for (int seed = 0; seed < 6; seed++) {
                final Random random = new Random(seed);
                final int dimension = 1 + random.nextInt(500);
                final int axes = 1 + random.nextInt(Math.min(dimension, 100));
                final float[] vectors = cloud.draw(random, ROWS, dimension);
                final PrincipalAxes found = PrincipalAxes.of(FloatMatrix.wrap(vectors, ROWS, dimension), axes, workers);
                check(vectors, dimension, new Projector(found, 1 + random.nextInt(axes)));
            }
        }
    }

    private static void check(final float[] vectors, final int dimension, final Projector projector) {
        final Projections projections = projector.project(vectors, 0, ROWS);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < i; j++) {
                if (projections.errors()[i] < Float.POSITIVE_INFINITY
                        && projections.errors()[j] < Float.POSITIVE_INFINITY) {
                    final double distance = squared(vectors, dimension, i, j, 0, dimension);
                    final double limit = projector.threshold(
                            distance,
                            norm(projections, projector, i),
                            projections.errors()[i],
                            norm(projections, projector, j),
                            projections.errors()[j]);
                    final int leadingWidth = projector.leadingWidth();
                    final int trailingWidth = projector.trailingWidth();
                    final double all = squared(projections.leading(), leadingWidth, i, j, 0, leadingWidth - 1);
                    final double leading = squared(projections.leading(), leadingWidth, i, j, 0, leadingWidth - 2);
                    final double others = squared(projections.trailing(), trailingWidth, i, j, 1, trailingWidth);
                    assertThat(all).isLessThanOrEqualTo(limit);
                    assertThat(leading + others).isLessThanOrEqualTo(limit);
                }
            }
        }
    }

    private static double norm(final Projections projections, final Projector projector, final int row) {
        return Math.sqrt(projections.leading()[(row + 1) * projector.leadingWidth() - 1]);
    }

    private static double squared(
            final float[] rows, final int width, final int i, final int j, final int from, final int to) {
        double sum = 0;
        for (int c = from; c < to; c++) {
            final double difference = (double) rows[i * width + c] - rows[j * width + c];
            sum += difference * difference;
        }
        return sum;
    }

    @Test
    void allowsForErrorsAndRounding() {
        try (Workers workers = new Workers(1)) {
            final float[] vectors = PointCloud.GAUSSIAN.draw(new Random(5), 40, 20);
            final Projector projector =
                    new Projector(PrincipalAxes.of(FloatMatrix.wrap(vectors, 40, 20), 10, workers), 5);
            assertThat(projector.threshold(4, 0, 0.25, 0, 0.5)).isGreaterThanOrEqualTo(2.75 * 2.75);
            // Two norms of 1 and 3 enter a product of 7 terms, which may be off by 7 roundings of their sum squared.
            assertThat(projector.threshold(4, 1, 0, 3, 0) - 4).isGreaterThan(7 * 0x1p-24 * 16);
        }
    }

    /** The true projection, computed in double precision, is no farther from the computed one than its error. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void errorsAreUpperBounds(final PointCloud cloud) {
        final int dimension = 300;
        final float[] vectors = cloud.draw(new Random(6), ROWS, dimension);
        try (Workers workers = new Workers(1)) {
            final PrincipalAxes axes = PrincipalAxes.of(FloatMatrix.wrap(vectors, ROWS, dimension), 40, workers);
            final Projector projector = new Projector(axes, 25);
            final Projections projections = projector.project(vectors, 0, ROWS);
            for (int i = 0; i < ROWS; i++) {
                final double[] truth = trueProjection(vectors, i, axes, 25);
                double off = 0;
                for (int c = 0; c <= 25; c++) {
                    final double difference = projections.leading()[i * projector.leadingWidth() + c] - truth[c];
                    off += difference * difference;
                }
                assertThat(Math.sqrt(off)).isLessThanOrEqualTo(projections.errors()[i]);
            }
        }
    }

    private static double[] trueProjection(
            final float[] vectors, final int row, final PrincipalAxes axes, final int leading) {
        final int dimension = axes.dimension();
        final float[] mean = axes.mean().row(0);
        final double[] rest = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            rest[d] = (double) vectors[row * dimension + d] - mean[d];
        }
        final double[] centred = rest.clone();
        final double[] projection = new double[leading + 1];
        for (int a = 0; a < leading; a++) {
            final float[] axis = axes.axes().row(a);
            for (int d = 0; d < dimension; d++) {
                projection[a] += axis[d] * centred[d];
            }
            for (int d = 0; d < dimension; d++) {
                rest[d] -= axis[d] * projection[a];
            }
        }
        double square = 0;
        for (final double value : rest) {
            square += value * value;
        }
        projection[leading] = Math.sqrt(square);
        return projection;
    }

    /** A projection that keeps nearly all of a vector keeps nearly all of a distance, so it makes a tight bound. */
    @Test
    void staysCloseToTheDistance() {
        final int dimension = 100;
        final float[] vectors = PointCloud.DECAYING.draw(new Random(3), 400, dimension);
        try (Workers workers = new Workers(1)) {
            final PrincipalAxes axes = PrincipalAxes.of(FloatMatrix.wrap(vectors, 400, dimension), 60, workers);
            final Projector projector = new Projector(axes, 30);
            final Projections projections = projector.project(vectors, 0, 400);
            for (int i = 1; i < 400; i++) {
                final double distance = squared(vectors, dimension, i, 0, 0, dimension);
                final double all = squared(projections.leading(), projector.leadingWidth(), i, 0, 0, 31);
                assertThat(all).isGreaterThan(0.6 * distance);
                assertThat((double) projections.errors()[i]).isLessThan(0.02 * norm(projections, projector, i));
            }
        }
    }
}
