package io.blemish.search.ivfpq.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KMeansTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    @Test
    void findsClustersThatLieApart() {
        for (int seed = 0; seed < 20; seed++) {
            final float[] points = PointCloud.CLUSTERED.draw(new Random(seed), 700, 6);
            final Clusters clusters = KMeans.cluster(points, 0, 6, 6, 7, 20, seed, WORKERS);
            assertThat(distortion(points, clusters, 6) / 700)
                    .as("seed %d", seed)
                    .isLessThan(0.3);
        }
    }

    @Test
    void movesCentroidsToWhereTheyAreNearer() {
        for (int seed = 0; seed < 10; seed++) {
            final float[] points = PointCloud.GAUSSIAN.draw(new Random(seed), 1500, 5);
            final double before = distortion(points, KMeans.cluster(points, 0, 5, 5, 40, 0, seed, WORKERS), 5);
            final double after = distortion(points, KMeans.cluster(points, 0, 5, 5, 40, 12, seed, WORKERS), 5);
            assertThat(after).isLessThan(0.9 * before);
        }
    }

    @Test
    void looksOnlyAtTheValuesNamed() {
        final float[] narrow = PointCloud.GAUSSIAN.draw(new Random(1), 400, 3);
        final float[] wide = new float[400 * 8];
        final SplittableRandom noise = new SplittableRandom(2);
        for (int i = 0; i < wide.length; i++) {
            final int column = i % 8 - 4;
            wide[i] = column >= 0 && column < 3 ? narrow[i / 8 * 3 + column] : (float) noise.nextDouble(1e6);
        }
        final Clusters expected = KMeans.cluster(narrow, 0, 3, 3, 16, 10, 7, WORKERS);
        final Clusters found = KMeans.cluster(wide, 4, 8, 3, 16, 10, 7, WORKERS);
        assertThat(found.centroids()).isEqualTo(expected.centroids());
        assertThat(found.nearest()).isEqualTo(expected.nearest());
    }

    /** As many centroids as different points: each gets one, however many points there are twice. */
    @Test
    void leavesNoPointWithoutACentroidOfItsOwn() {
        for (int seed = 0; seed < 20; seed++) {
            final float[] points = PointCloud.DUPLICATED.draw(new Random(seed), 400, 4);
            final Clusters clusters = KMeans.cluster(points, 0, 4, 4, 20, 30, seed, WORKERS);
            assertThat(distortion(points, clusters, 4)).as("seed %d", seed).isLessThan(1e-6);
        }
    }

    private static double distortion(final float[] points, final Clusters clusters, final int width) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            final double off = points[i] - clusters.centroids()[clusters.nearest()[i / width] * width + i % width];
            sum += off * off;
        }
        return sum;
    }
}
