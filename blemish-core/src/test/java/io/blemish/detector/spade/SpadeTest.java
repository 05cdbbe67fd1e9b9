package io.blemish.detector.spade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactIndex;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpadeTest {
    private static final int SIDE = 3;
    private static final int PER_PICTURE = SIDE * SIDE;
    private static final int DIMENSION = 12;
    private static final int POOLED = 5;

    @Test
    void scoresAreThoseOfBruteForceOverTheNearestPictures() {
        for (int seed = 0; seed < 30; seed++) {
            final Random random = new Random(seed);
            final int pictures = 2 + random.nextInt(9);
            final int nearest = 1 + random.nextInt(4);
            final float[] gallery = normal(random, pictures * PER_PICTURE);
            final Patches query = new Patches(SIDE, SIDE, DIMENSION, normal(random, PER_PICTURE));
            final int[] candidates = IntStream.range(0, pictures)
                    .filter(picture -> picture == 1 || random.nextInt(3) > 0)
                    .toArray();
            for (final int threads : new int[] {1, 2}) {
                final PatchScores scores = score(gallery, pictures, candidates, nearest, query, threads);
                check(scores, gallery, candidates, nearest, query, "seed " + seed);
            }
        }
    }

    @Test
    void aPictureOfTheGalleryIsNotAnomalous() {
        final float[] gallery = normal(new Random(3), 4 * PER_PICTURE);
        final Patches second = picture(gallery, 1);
        final PatchScores scores = score(gallery, 4, new int[] {0, 1, 2, 3}, 1, second, 1);
        assertThat(scores.score()).isZero();
        assertThat(scores.distances()).containsOnly(0f);
    }

    private static void check(
            final PatchScores scores,
            final float[] gallery,
            final int[] candidates,
            final int nearest,
            final Patches query,
            final String name) {
        final int[] chosen = IntStream.of(candidates)
                .boxed()
                .sorted(Comparator.comparingDouble(picture -> pooledDistance(query, picture(gallery, picture))))
                .limit(nearest)
                .mapToInt(Integer::intValue)
                .toArray();
        final double mean = IntStream.of(chosen)
                .mapToDouble(picture -> pooledDistance(query, picture(gallery, picture)))
                .average()
                .orElseThrow();
        assertThat((double) scores.score()).as(name).isCloseTo(mean, within(1e-5));
        for (int p = 0; p < PER_PICTURE; p++) {
            final int patch = p;
            final int row = IntStream.of(chosen)
                    .flatMap(picture -> IntStream.range(picture * PER_PICTURE, (picture + 1) * PER_PICTURE))
                    .boxed()
                    .min(Comparator.comparingDouble(r -> distance(query.values(), patch, gallery, r)))
                    .orElseThrow();
            assertThat(scores.nearest()[p]).as(name).isEqualTo(row);
            assertThat((double) scores.distances()[p])
                    .as(name)
                    .isCloseTo(distance(query.values(), p, gallery, row), within(1e-5));
        }
    }

    private static PatchScores score(
            final float[] gallery,
            final int pictures,
            final int[] candidates,
            final int nearest,
            final Patches query,
            final int threads) {
        final float[] pooled = new float[pictures * POOLED];
        for (int i = 0; i < pictures; i++) {
            System.arraycopy(SpadeGallery.pool(picture(gallery, i), POOLED), 0, pooled, i * POOLED, POOLED);
        }
        final FloatMatrix patches = FloatMatrix.wrap(gallery, pictures * PER_PICTURE, DIMENSION);
        try (Workers workers = new Workers(threads)) {
            final SpadeGallery all = new SpadeGallery(
                    patches, ExactIndex.ofDense(patches, workers), FloatMatrix.wrap(pooled, pictures, POOLED));
            return new GalleryScorer(all, candidates, nearest, workers).score(query);
        }
    }

    private static Patches picture(final float[] gallery, final int number) {
        final int size = PER_PICTURE * DIMENSION;
        return new Patches(SIDE, SIDE, DIMENSION, Arrays.copyOfRange(gallery, number * size, (number + 1) * size));
    }

    private static double pooledDistance(final Patches a, final Patches b) {
        double square = 0;
        for (int c = DIMENSION - POOLED; c < DIMENSION; c++) {
            double difference = 0;
            for (int p = 0; p < PER_PICTURE; p++) {
                difference += (double) a.values()[p * DIMENSION + c] - b.values()[p * DIMENSION + c];
            }
            square += difference * difference / PER_PICTURE / PER_PICTURE;
        }
        return Math.sqrt(square);
    }

    private static double distance(final float[] a, final int i, final float[] b, final int j) {
        double sum = 0;
        for (int d = 0; d < DIMENSION; d++) {
            final double difference = (double) a[i * DIMENSION + d] - b[j * DIMENSION + d];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static float[] normal(final Random random, final int rows) {
        final float[] values = new float[rows * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
