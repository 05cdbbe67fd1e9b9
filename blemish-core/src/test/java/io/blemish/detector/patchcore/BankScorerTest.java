package io.blemish.detector.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.Npy;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BankScorerTest {
    private static final int DIMENSION = 7;

    @Test
    void scoreEqualsThePlainFormula() {
        for (long seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final int entries = 1 + random.nextInt(30);
            final float[] bank = normal(random, entries);
            final float[] patches = normal(random, 6);
            for (final int neighbors : new int[] {1, 2, 9}) {
                assertThat((double) score(bank, patches, neighbors))
                        .as("seed %d, b %d", seed, neighbors)
                        .isCloseTo(plainScore(bank, patches, neighbors), within(1e-5));
            }
        }
    }

    @Test
    void oneDetectorScoresEveryPictureByThePlainFormula() {
        final Random random = new Random(3);
        final float[] bank = normal(random, 12);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 12, DIMENSION);
        try (Workers workers = new Workers(1);
                BankScorer detector =
                        new BankScorer(matrix, ExactIndex.of(matrix, workers).over(matrix, workers), 1, 4)) {
            for (int picture = 0; picture < 200; picture++) {
                final float[] patches = normal(random, 3);
                assertThat((double) detector.score(new Patches(3, 1, DIMENSION, patches))
                                .score())
                        .as("picture %d", picture)
                        .isCloseTo(plainScore(bank, patches, 4), within(1e-5));
            }
        }
    }

    @Test
    void distancesToOthersLeaveOutThePicturesOwnEntriesHoweverManyTheyAre() {
        for (long seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final int entries = 1 + random.nextInt(60);
            final int owned = random.nextInt(entries + 1);
            final float[] bank = normal(random, entries);
            final float[] patches = normal(random, 6);
            // The picture's own entries are near its patches, so that all of them come before the others.
            for (int i = 0; i < owned * DIMENSION; i++) {
                bank[i] = patches[i % patches.length] + bank[i] / 1000;
            }
            final FloatMatrix matrix = FloatMatrix.wrap(bank, entries, DIMENSION);
            try (Workers workers = new Workers(1);
                    BankScorer scorer = new BankScorer(
                            matrix, ExactIndex.of(matrix, workers).over(matrix, workers), 1, 1)) {
                final OptionalDouble found =
                        scorer.distanceToOthers(new Patches(6, 1, DIMENSION, patches), entry -> entry < owned);
                assertThat(found.isPresent()).as("seed %d", seed).isEqualTo(owned < entries);
                final double expected = IntStream.range(0, 6)
                        .mapToDouble(p -> IntStream.range(owned, entries)
                                .mapToDouble(entry -> distance(patches, p, bank, entry))
                                .min()
                                .orElse(0))
                        .average()
                        .orElseThrow();
                assertThat(found.orElse(0)).as("seed %d", seed).isCloseTo(expected, within(1e-5));
            }
        }
    }

    /** Bank and means by {@code src/test/fixtures/embedding.py}. */
    @Test
    void theMeanOfThreeDistancesEqualsTorch() throws IOException {
        final Npy patches = fixture("small_channel_5.npy");
        final Npy bank = fixture("small_bank.npy");
        final float[] expected = fixture("small_mean_of_3.npy").floats();
        final int dimension = bank.shape().get(1);
        final FloatMatrix matrix = FloatMatrix.wrap(bank.floats(), bank.shape().get(0), dimension);
        try (Workers workers = new Workers(1);
                BankScorer detector =
                        new BankScorer(matrix, ExactIndex.of(matrix, workers).over(matrix, workers), 3, 1);
                BankScorer single =
                        new BankScorer(matrix, ExactIndex.of(matrix, workers).over(matrix, workers), 1, 1)) {
            final Patches all = new Patches(expected.length, 1, dimension, patches.floats());
            final PatchScores scores = detector.score(all);
            float largest = 0;
            for (int p = 0; p < expected.length; p++) {
                assertThat(scores.distances()[p]).as("patch %d", p).isCloseTo(expected[p], within(1e-5f));
                largest = Math.max(largest, scores.distances()[p]);
            }
            assertThat(scores.score()).isEqualTo(largest);
            assertThat(scores.nearest()).isEqualTo(single.score(all).nearest());
        }
    }

    @Test
    void aBankSmallerThanTheNumberOfNearestCountsAsAWhole() {
        final float[] bank = normal(new Random(4), 2);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 2, DIMENSION);
        final float[] patch = normal(new Random(5), 1);
        try (Workers workers = new Workers(1);
                BankScorer detector =
                        new BankScorer(matrix, ExactIndex.of(matrix, workers).over(matrix, workers), 5, 1)) {
            assertThat((double)
                            detector.score(new Patches(1, 1, DIMENSION, patch)).score())
                    .isCloseTo((distance(patch, 0, bank, 0) + distance(patch, 0, bank, 1)) / 2, within(1e-5));
        }
    }

    private static Npy fixture(final String name) throws IOException {
        try (InputStream in = PatchEmbedder.class.getResourceAsStream(name)) {
            return Npy.read(Objects.requireNonNull(in, name));
        }
    }

    @Test
    void hugeDistancesDoNotOverflow() {
        final float[] bank = new float[3 * DIMENSION];
        bank[0] = 1e6f;
        bank[DIMENSION] = 2e6f;
        final float[] patches = new float[DIMENSION];
        patches[1] = -4e6f;
        assertThat(score(bank, patches, 3)).isFinite().isPositive();
    }

    @Test
    void aPatchOfTheBankIsNotAnomalous() {
        final float[] bank = normal(new Random(1), 20);
        assertThat(score(bank, Arrays.copyOf(bank, DIMENSION), 9)).isZero();
    }

    private static float score(final float[] bank, final float[] patches, final int neighbors) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, bank.length / DIMENSION, DIMENSION);
        try (Workers workers = new Workers(1);
                BankScorer detector =
                        new BankScorer(matrix, ExactIndex.of(matrix, workers).over(matrix, workers), 1, neighbors)) {
            return detector.score(new Patches(1, patches.length / DIMENSION, DIMENSION, patches))
                    .score();
        }
    }

    private static double plainScore(final float[] bank, final float[] patches, final int neighbors) {
        final int entries = bank.length / DIMENSION;
        double best = -1;
        int worst = 0;
        int star = 0;
        for (int p = 0; p < patches.length / DIMENSION; p++) {
            final int patch = p;
            final int nearest = IntStream.range(0, entries)
                    .boxed()
                    .min(Comparator.comparingDouble(e -> distance(patches, patch, bank, e)))
                    .orElseThrow();
            if (distance(patches, p, bank, nearest) > best) {
                best = distance(patches, p, bank, nearest);
                worst = p;
                star = nearest;
            }
        }
        if (neighbors == 1) {
            return best;
        }
        final int patch = worst;
        final int center = star;
        final double sum = IntStream.range(0, entries)
                .boxed()
                .sorted(Comparator.comparingDouble(e -> distance(bank, center, bank, e)))
                .limit(neighbors)
                .mapToDouble(e -> Math.exp(distance(patches, patch, bank, e)))
                .sum();
        return (1 - Math.exp(best) / sum) * best;
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
