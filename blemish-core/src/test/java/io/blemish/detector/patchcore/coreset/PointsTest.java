package io.blemish.detector.patchcore.coreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounds that scores give of distances hold, whatever the data. */
class PointsTest {
    private static final int ROWS = 120;

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void boundsHold(final PointCloud cloud) {
        try (Workers workers = new Workers(2)) {
            for (int seed = 0; seed < 6; seed++) {
                final Random random = new Random(seed);
                final int dimension = 1 + random.nextInt(150);
                final float[] values = cloud.draw(random, ROWS, dimension);
                check(values, dimension, new Points(FloatMatrix.wrap(values, ROWS, dimension), workers));
            }
        }
    }

    private static void check(final float[] values, final int dimension, final Points points) {
        final MatrixProduct product = new MatrixProduct(ROWS, ROWS, points.width());
        final float[] row = new float[points.width()];
        double largestNorm = 0;
        for (int i = 0; i < ROWS; i++) {
            points.writeLeft(i, row, 0);
            product.left().put(row);
            points.writeRight(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension), row, 0);
            product.right().put(row);
            largestNorm = Math.max(largestNorm, points.norm(i));
        }
        product.multiply(ROWS, ROWS);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                final float score = product.product().get(i * ROWS + j);
                final double distance = Points.squaredDistance(values, i * dimension, values, j * dimension, dimension);
                assertThat(score > points.threshold(i, distance, largestNorm)).isFalse();
                assertThat(points.upperBound(i, score, largestNorm)).isGreaterThanOrEqualTo(distance);
            }
        }
    }
}
