package io.blemish.detector.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.artifact.Npy;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.PatchScores;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final ViewsOptions ALL = new ViewsOptions(1, 3, new ExactMethod());

    /** Features are in single precision here, in double there. */
    private static final double TOLERANCE = 2e-5;

    @Test
    void scoresAreThoseOfAPlainSolution() throws IOException {
        final List<List<FeatureMap>> good = pictures("train");
        final List<List<FeatureMap>> judged = pictures("test");
        final float[] distances = npy("distances").floats();
        final float[] scores = npy("scores").floats();
        final float[] units = npy("units").floats();
        for (final int threads : new int[] {1, 3}) {
            try (Workers workers = new Workers(threads);
                    Trained trained = Trained.on(good, ALL, workers)) {
                final List<ViewsDescription.Part> parts =
                        ((ViewsDescription) trained.detector().description()).views();
                for (int i = 0; i < units.length; i++) {
                    close(parts.get(i).unit(), units[i]);
                }
                for (int picture = 0; picture < judged.size(); picture++) {
                    final PatchScores found = trained.score(judged.get(picture));
                    close(found.score(), scores[picture]);
                    for (int p = 0; p < found.distances().length; p++) {
                        close(found.distances()[p], distances[picture * found.distances().length + p]);
                    }
                }
            }
        }
    }

    private static void close(final double found, final double expected) {
        assertThat(found).isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
    }

    @Test
    void theUnitsMakeScoresTheSameWhateverTheScaleOfALayer() {
        for (int seed = 0; seed < 10; seed++) {
            final Random random = new Random(seed);
            final List<List<FeatureMap>> good = random(random, 6, 1);
            final List<FeatureMap> picture = random(random, 1, 1).get(0);
            try (Workers workers = new Workers(2);
                    Trained one = Trained.on(good, ALL, workers);
                    Trained other =
                            Trained.on(good.stream().map(ViewsTest::larger).toList(), ALL, workers)) {
                final double score = one.score(picture).score();
                assertThat((double) other.score(larger(picture)).score())
                        .as("seed %d", seed)
                        .isCloseTo(score, within(1e-3 * score));
            }
        }
    }

    /** The second layer multiplied by a power of two, which rounds nothing. */
    private static List<FeatureMap> larger(final List<FeatureMap> picture) {
        final FeatureMap layer = picture.get(1);
        final float[] values = layer.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 64;
        }
        return List.of(picture.get(0), new FeatureMap(layer.channels(), layer.height(), layer.width(), values));
    }

    @Test
    void everyBankKeepsAsManyEntriesUntilItHasAllPatches() {
        try (Workers workers = new Workers(2);
                Trained few =
                        Trained.on(random(new Random(1), 5, 1), new ViewsOptions(0.1, 3, new ExactMethod()), workers);
                Trained many =
                        Trained.on(random(new Random(1), 5, 1), new ViewsOptions(0.5, 3, new ExactMethod()), workers)) {
            assertThat(few.banks()).containsExactly(128, 128, 128);
            assertThat(many.banks()).containsExactly(640, 320, 320);
        }
    }

    @Test
    void anEntryIsNamedForEveryPatchOfTheFinestGrid() {
        try (Workers workers = new Workers(2);
                Trained trained = Trained.on(random(new Random(2), 4, 1), ALL, workers)) {
            final int[] nearest =
                    trained.score(random(new Random(3), 1, 1).get(0)).nearest();
            assertThat(nearest).hasSize(256);
            assertThat(IntStream.of(nearest)).allMatch(entry -> entry >= 0 && entry < 1024);
        }
    }

    @Test
    void aPictureOfAnotherSizeIsJudgedOnItsOwnGrid() {
        try (Workers workers = new Workers(2);
                Trained trained = Trained.on(random(new Random(4), 4, 1), ALL, workers)) {
            final PatchScores scores = trained.score(random(new Random(5), 1, 2).get(0));
            assertThat(scores.width()).isEqualTo(32);
            assertThat(scores.height()).isEqualTo(16);
        }
    }

    @Test
    void theRecallOfAnApproximateSearchIsKept() {
        try (Workers workers = new Workers(2);
                Trained trained =
                        Trained.on(random(new Random(6), 4, 1), new ViewsOptions(1, 3, new HnswMethod()), workers)) {
            final Recall recall =
                    trained.detector().recall(trained.store().matrix()).orElseThrow();
            assertThat(recall.queries()).isEqualTo(1024);
            assertThat(trained.detector()
                            .withRecall(Optional.of(recall))
                            .description()
                            .facts("4 pictures"))
                    .anyMatch(
                            fact -> fact.name().equals("search") && fact.value().contains("recall@1"));
        }
    }

    @Test
    void aDirectionDependsOnNeitherScaleNorShiftOfAChannel() {
        for (int seed = 0; seed < 20; seed++) {
            final Random random = new Random(seed);
            final Patches patches = patches(random, 1, 0);
            final Patches changed = new Patches(4, 4, 3, new float[48]);
            for (int i = 0; i < 48; i++) {
                changed.values()[i] = 8 * patches.values()[i] + 2;
            }
            final float[] one = Directions.of(List.of(ChannelSums.of(patches)))
                    .apply(patches)
                    .values();
            final float[] other = Directions.of(List.of(ChannelSums.of(changed)))
                    .apply(changed)
                    .values();
            for (int i = 0; i < one.length; i++) {
                assertThat(other[i]).as("seed %d", seed).isCloseTo(one[i], within(1e-5f));
            }
            for (int p = 0; p < 16; p++) {
                assertThat(Math.hypot(Math.hypot(one[3 * p], one[3 * p + 1]), one[3 * p + 2]))
                        .isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void aChannelThatIsNearlyTheSameInAllGoodPatchesDoesNotDecideTheDirection() {
        final float[] values = patches(new Random(7), 1, 0).values().clone();
        for (int p = 0; p < 16; p++) {
            values[3 * p] = 5 + p % 2 * 1e-5f;
        }
        final Patches good = new Patches(4, 4, 3, values);
        final float[] touched = values.clone();
        touched[0] += 1e-3f;
        final Directions directions = Directions.of(List.of(ChannelSums.of(good)));
        assertThat(directions.apply(new Patches(4, 4, 3, touched)).values()[0]).isCloseTo(0, within(0.3f));
    }

    private static Patches patches(final Random random, final float scale, final float shift) {
        final float[] values = new float[48];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * random.nextFloat() + shift;
        }
        return new Patches(4, 4, 3, values);
    }

    @Test
    void sharesAndPatchSizesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new ViewsOptions(0, 3, new ExactMethod())).hasMessageContaining("coreset");
        assertThatThrownBy(() -> new ViewsOptions(Double.NaN, 3, new ExactMethod()))
                .hasMessageContaining("coreset");
        assertThatThrownBy(() -> new ViewsOptions(0.1, 4, new ExactMethod())).hasMessageContaining("patch size");
    }

    private static List<List<FeatureMap>> random(final Random random, final int pictures, final int wider) {
        return IntStream.range(0, pictures)
                .mapToObj(i -> List.of(map(random, 3, 16, 16 * wider), map(random, 4, 8, 8 * wider)))
                .toList();
    }

    private static FeatureMap map(final Random random, final int channels, final int height, final int width) {
        final float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FeatureMap(channels, height, width, values);
    }

    private static List<List<FeatureMap>> pictures(final String set) throws IOException {
        final float[] one = npy(set + "1").floats();
        final float[] two = npy(set + "2").floats();
        final List<List<FeatureMap>> pictures = new ArrayList<>();
        for (int i = 0; i < one.length / (5 * 16 * 16); i++) {
            pictures.add(List.of(cut(one, i, 5, 16), cut(two, i, 7, 8)));
        }
        return pictures;
    }

    private static FeatureMap cut(final float[] values, final int picture, final int channels, final int side) {
        final int size = channels * side * side;
        return new FeatureMap(channels, side, side, Arrays.copyOfRange(values, picture * size, (picture + 1) * size));
    }

    private static Npy npy(final String name) throws IOException {
        try (InputStream in = ViewsTest.class.getResourceAsStream("views_" + name + ".npy")) {
            return Npy.read(Objects.requireNonNull(in));
        }
    }

    /** A detector and the patches that it was trained on. */
    private record Trained(PatchStore store, TrainedDetector detector) implements AutoCloseable {
        static Trained on(final List<List<FeatureMap>> pictures, final ViewsOptions options, final Workers workers) {
            final ViewsTrainer trainer = options.trainer(pictures.get(0), 0);
            final PatchStore store = PatchStore.create(
                    pictures.size(), trainer.embedder().embed(pictures.get(0)), trainer.projection(0));
            for (int slot = 0; slot < pictures.size(); slot++) {
                store.put(slot, trainer.embedder().embed(pictures.get(slot)));
            }
            return new Trained(
                    store,
                    trainer.train(store, IntStream.range(0, pictures.size()).toArray(), workers, Progress.SILENT));
        }

        PatchScores score(final List<FeatureMap> picture) {
            return detector.score(detector.embedder().embed(picture));
        }

        List<Integer> banks() {
            return ((ViewsDescription) detector.description())
                    .views().stream().map(part -> part.detector().bankSize()).toList();
        }

        @Override
        public void close() {
            detector.close();
            store.close();
        }
    }
}
