package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sketches are never farther apart than their vectors, by more than they say; and they say little. */
class SketcherTest {
    private static final int ROWS = 90;

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void neverExceedsADistance(final PointCloud cloud) {
        try (Workers workers = new Workers(2)) {
            for (int seed = 0; seed < 6; seed++) {
                final Random random = new Random(seed);
                final int dimension = 1 + random.nextInt(500);
                final int axes = 1 + random.nextInt(Math.min(dimension, 100));
                final float[] vectors = cloud.draw(random, ROWS, dimension);
                final PrincipalAxes found = PrincipalAxes.of(FloatMatrix.wrap(vectors, ROWS, dimension), axes, workers);
                check(vectors, dimension, new Sketcher(found, 1 + random.nextInt(axes)));
            }
        }
    }

    private static void check(final float[] vectors, final int dimension, final Sketcher sketcher) {
        final Sketcher.Sketches sketches = sketcher.sketch(vectors, 0, ROWS);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < i; j++) {
                if (sketches.errors()[i] < Float.POSITIVE_INFINITY && sketches.errors()[j] < Float.POSITIVE_INFINITY) {
                    final double distance = squared(vectors, dimension, i, j, 0, dimension);
                    final double limit = sketcher.threshold(
                            distance,
                            norm(sketches, sketcher, i),
                            sketches.errors()[i],
                            norm(sketches, sketcher, j),
                            sketches.errors()[j]);
                    final int head = sketcher.headWidth();
                    final int tail = sketcher.tailWidth();
                    final double heads = squared(sketches.heads(), head, i, j, 0, head - 1);
                    final double leading = squared(sketches.heads(), head, i, j, 0, head - 2);
                    final double tails = squared(sketches.tails(), tail, i, j, 1, tail);
                    assertThat(heads).isLessThanOrEqualTo(limit);
                    assertThat(leading + tails).isLessThanOrEqualTo(limit);
                }
            }
        }
    }

    private static double norm(final Sketcher.Sketches sketches, final Sketcher sketcher, final int row) {
        return Math.sqrt(sketches.heads()[(row + 1) * sketcher.headWidth() - 1]);
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
            final Sketcher sketcher = new Sketcher(PrincipalAxes.of(FloatMatrix.wrap(vectors, 40, 20), 10, workers), 5);
            assertThat(sketcher.threshold(4, 0, 0.25, 0, 0.5)).isGreaterThanOrEqualTo(2.75 * 2.75);
            // Two norms of 1 and 3 enter a product of 7 terms, which may be off by 7 roundings of their sum squared.
            assertThat(sketcher.threshold(4, 1, 0, 3, 0) - 4).isGreaterThan(7 * 0x1p-24 * 16);
        }
    }

    /** Computed in double precision, the true sketch is no farther off than the computed one says. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void saysHowFarOffItIs(final PointCloud cloud) {
        final int dimension = 300;
        final float[] vectors = cloud.draw(new Random(6), ROWS, dimension);
        try (Workers workers = new Workers(1)) {
            final PrincipalAxes axes = PrincipalAxes.of(FloatMatrix.wrap(vectors, ROWS, dimension), 40, workers);
            final Sketcher sketcher = new Sketcher(axes, 25);
            final Sketcher.Sketches sketches = sketcher.sketch(vectors, 0, ROWS);
            for (int i = 0; i < ROWS; i++) {
                final double[] truth = trueSketch(vectors, i, axes, 25);
                double off = 0;
                for (int c = 0; c <= 25; c++) {
                    final double difference = sketches.heads()[i * sketcher.headWidth() + c] - truth[c];
                    off += difference * difference;
                }
                assertThat(Math.sqrt(off)).isLessThanOrEqualTo(sketches.errors()[i]);
            }
        }
    }

    private static double[] trueSketch(
            final float[] vectors, final int row, final PrincipalAxes axes, final int leading) {
        final int dimension = axes.dimension();
        final float[] mean = axes.mean().row(0);
        final double[] rest = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            rest[d] = (double) vectors[row * dimension + d] - mean[d];
        }
        final double[] centred = rest.clone();
        final double[] sketch = new double[leading + 1];
        for (int a = 0; a < leading; a++) {
            final float[] axis = axes.axes().row(a);
            for (int d = 0; d < dimension; d++) {
                sketch[a] += axis[d] * centred[d];
            }
            for (int d = 0; d < dimension; d++) {
                rest[d] -= axis[d] * sketch[a];
            }
        }
        double square = 0;
        for (final double value : rest) {
            square += value * value;
        }
        sketch[leading] = Math.sqrt(square);
        return sketch;
    }

    /** A sketch that keeps nearly all of a vector keeps nearly all of a distance, so the bound is worth having. */
    @Test
    void staysCloseToTheDistance() {
        final int dimension = 100;
        final float[] vectors = PointCloud.DECAYING.draw(new Random(3), 400, dimension);
        try (Workers workers = new Workers(1)) {
            final PrincipalAxes axes = PrincipalAxes.of(FloatMatrix.wrap(vectors, 400, dimension), 60, workers);
            final Sketcher sketcher = new Sketcher(axes, 30);
            final Sketcher.Sketches sketches = sketcher.sketch(vectors, 0, 400);
            for (int i = 1; i < 400; i++) {
                final double distance = squared(vectors, dimension, i, 0, 0, dimension);
                final double heads = squared(sketches.heads(), sketcher.headWidth(), i, 0, 0, 31);
                assertThat(heads).isGreaterThan(0.6 * distance);
                assertThat((double) sketches.errors()[i]).isLessThan(0.02 * norm(sketches, sketcher, i));
            }
        }
    }
}
