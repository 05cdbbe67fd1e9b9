package io.blemish.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.artifact.Npy;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.rad.RadOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.subspace.SubspaceDescription;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with the results of {@code src/test/fixtures/recent_methods.py}. */
class RecentMethodsTest {
    private static final int FINE = 6;
    private static final int COARSE = 3;
    private static final int[] CHANNELS = {9, 14};
    private static final RadOptions RAD = new RadOptions(3, 1);
    private static final SubspaceOptions SUBSPACE = new SubspaceOptions(0.95);
    private static final SoftPatchOptions SOFT_PATCH = new SoftPatchOptions(1, 0.15, new ExactMethod());
    private static final MhPatchCoreOptions MH_PATCH_CORE =
            new MhPatchCoreOptions(new Embedding.Channel(1), 0.95, 0.07, 40, 9);

    @Test
    void distancesAreThoseOfAPlainSolution() throws IOException {
        for (final DetectorOptions options : List.of(SUBSPACE, RAD, AnomalyDinoOptions.DEFAULT, SOFT_PATCH)) {
            final float[] expected = npy(options.type());
            for (final int threads : new int[] {1, 3}) {
                try (Workers workers = new Workers(threads);
                        Trained trained = Trained.on(pictures("train"), options, workers)) {
                    compare(trained, expected, options.type() + " on " + threads + " threads");
                }
            }
        }
    }

    /** One of a dozen pictures has a patch like no other at its place: it is not in the bank, and its neighbours are. */
    @Test
    void aPatchThatStandsOutIsLeftOutOfTheBank() {
        final SplittableRandom random = new SplittableRandom(3);
        final List<List<FeatureMap>> pictures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            final float[] values = new float[2 * 4 * 4];
            for (int v = 0; v < values.length; v++) {
                values[v] = (float) random.nextGaussian();
            }
            if (i == 5) {
                values[0] = 50;
            }
            pictures.add(List.of(new FeatureMap(2, 4, 4, values)));
        }
        try (Workers workers = new Workers(2);
                Trained soft = Trained.on(pictures, new SoftPatchOptions(1, 0.15, new ExactMethod()), workers);
                Trained all = Trained.on(pictures, new SoftPatchOptions(1, 0, new ExactMethod()), workers)) {
            assertThat(all.detector().entries()).isEqualTo(12 * 16);
            assertThat(soft.detector().entries()).isBetween((int) (12 * 16 * 0.84), (int) (12 * 16 * 0.86));
            assertThat(all.score(pictures.get(5)).score()).isLessThan(1e-3f);
            assertThat(soft.score(pictures.get(5)).score()).isGreaterThan(3);
        }
    }

    /** The bank is a coreset of all patches; numpy, and anomalib's parts, choose the same entries. */
    @Test
    void mahalanobisDistancesAndTheirWeightAreThoseOfAPlainSolution() throws IOException {
        final float[] distances = npy(MH_PATCH_CORE.type());
        final float[] scores = npy("mhscores");
        final List<List<FeatureMap>> judged = pictures("test");
        for (final int threads : new int[] {1, 3}) {
            try (Workers workers = new Workers(threads);
                    Trained trained = Trained.on(pictures("train"), MH_PATCH_CORE, workers)) {
                assertThat(trained.detector().entries()).isEqualTo(40);
                for (int picture = 0; picture < judged.size(); picture++) {
                    final PatchScores found = trained.score(judged.get(picture));
                    for (int p = 0; p < FINE * FINE; p++) {
                        final float expected = distances[picture * FINE * FINE + p];
                        assertThat(found.distances()[p]).isCloseTo(expected, within(1e-4f * Math.max(expected, 0.05f)));
                    }
                    assertThat(found.score()).isCloseTo(scores[picture], within(1e-4f * scores[picture]));
                    assertThat(trained.detector().source(found.nearest()[0])).isPresent();
                }
            }
        }
    }

    private static void compare(final Trained trained, final float[] expected, final String name) throws IOException {
        final List<List<FeatureMap>> judged = pictures("test");
        for (int picture = 0; picture < judged.size(); picture++) {
            final PatchScores found = trained.score(judged.get(picture));
            final float[] own = Arrays.copyOfRange(expected, picture * FINE * FINE, (picture + 1) * FINE * FINE);
            for (int p = 0; p < own.length; p++) {
                assertThat(found.distances()[p])
                        .as(name + ", picture " + picture + ", patch " + p)
                        .isCloseTo(own[p], within(1e-4f * Math.max(own[p], 0.05f)));
            }
            // One of 36 patches is the worst 1%.
            Arrays.sort(own);
            assertThat(found.score()).as(name).isCloseTo(own[own.length - 1], within(1e-4f * own[own.length - 1]));
        }
    }

    @Test
    void aSubspaceKeepsAsFewAxesAsExplainTheShare() throws IOException {
        try (Workers workers = new Workers(1)) {
            int before = 0;
            for (final double explained : new double[] {0.001, 0.5, 0.9, 0.999999999}) {
                try (Trained trained = Trained.on(pictures("train"), new SubspaceOptions(explained), workers)) {
                    final int axes = ((SubspaceDescription) trained.detector().description()).axes();
                    assertThat(axes).as("%s explained", explained).isGreaterThan(before);
                    before = axes;
                }
            }
            // All axes would leave nothing of any patch.
            assertThat(before).isEqualTo(CHANNELS[0] + CHANNELS[1] - 1);
        }
    }

    @Test
    void picturesThatDoNotVaryAreNotAnomalousThemselves() {
        final FeatureMap flat = new FeatureMap(2, 2, 2, new float[] {1, 1, 1, 1, 3, 3, 3, 3});
        for (final DetectorOptions options :
                List.of(SUBSPACE, RAD, AnomalyDinoOptions.DEFAULT, MH_PATCH_CORE, SOFT_PATCH)) {
            try (Workers workers = new Workers(1);
                    Trained trained = Trained.on(List.of(List.of(flat), List.of(flat)), options, workers)) {
                assertThat(trained.score(List.of(flat)).score())
                        .as(options.type())
                        .isCloseTo(0, within(1e-6f));
            }
        }
    }

    @Test
    void aFeatureThatIsNotFiniteIsRefused() {
        final FeatureMap broken = new FeatureMap(2, 1, 1, new float[] {1, Float.NaN});
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> Trained.on(List.of(List.of(broken)), SUBSPACE, workers))
                    .isInstanceOfSatisfying(
                            BackboneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FINITE));
        }
    }

    @Test
    void aPictureOfAnotherGridCannotBeComparedPlaceByPlace() throws IOException {
        try (Workers workers = new Workers(1);
                Trained trained = Trained.on(pictures("train"), RAD, workers)) {
            final List<FeatureMap> other = List.of(
                    new FeatureMap(CHANNELS[0], 2, 4, new float[CHANNELS[0] * 8]),
                    new FeatureMap(CHANNELS[1], 1, 2, new float[CHANNELS[1] * 2]));
            assertThatThrownBy(() -> trained.score(other))
                    .isInstanceOf(PictureException.class)
                    .hasMessageContaining("4x2")
                    .hasMessageContaining("6x6");
        }
    }

    /** Patches of a picture far from all are compared with the picture of the same class token alone, which has the same. */
    @Test
    void aClassTokenFindsThePicturesAndIsNotComparedPatchByPatch() {
        final List<FeatureMap> one = List.of(patches(1, 0, 0, 1), token(1, 0));
        final List<FeatureMap> other = List.of(patches(0, 1, 1, 0), token(0, 1));
        try (Workers workers = new Workers(1);
                Trained trained = Trained.on(List.of(one, other), new RadOptions(1, 0), workers)) {
            assertThat(trained.score(List.of(patches(1, 0, 0, 1), token(1, 0.1f)))
                            .distances())
                    .containsExactly(0, 0);
            assertThat(trained.score(List.of(patches(1, 0, 0, 1), token(0.1f, 1)))
                            .distances())
                    .containsExactly(1, 1);
        }
    }

    /** Two patches of two values each. */
    private static FeatureMap patches(final float a, final float b, final float c, final float d) {
        return new FeatureMap(2, 1, 2, new float[] {a, b, c, d});
    }

    private static FeatureMap token(final float a, final float b) {
        return new FeatureMap(2, 1, 1, new float[] {a, b});
    }

    private static List<List<FeatureMap>> pictures(final String set) throws IOException {
        final float[] one = npy(set + "1");
        final float[] two = npy(set + "2");
        final List<List<FeatureMap>> pictures = new ArrayList<>();
        for (int i = 0; i < one.length / (CHANNELS[0] * FINE * FINE); i++) {
            pictures.add(List.of(cut(one, i, CHANNELS[0], FINE), cut(two, i, CHANNELS[1], COARSE)));
        }
        return pictures;
    }

    private static FeatureMap cut(final float[] values, final int picture, final int channels, final int side) {
        final int size = channels * side * side;
        return new FeatureMap(channels, side, side, Arrays.copyOfRange(values, picture * size, (picture + 1) * size));
    }

    private static float[] npy(final String name) throws IOException {
        try (InputStream in = RecentMethodsTest.class.getResourceAsStream("recent_" + name + ".npy")) {
            return Npy.read(Objects.requireNonNull(in)).floats();
        }
    }

    /** A detector and the patches that it was trained on. */
    private record Trained(PatchStore store, TrainedDetector detector) implements AutoCloseable {
        static Trained on(final List<List<FeatureMap>> pictures, final DetectorOptions options, final Workers workers) {
            final DetectorTrainer trainer = options.trainer(pictures.get(0), 0);
            final PatchStore store = PatchStore.filled(
                    pictures.size(),
                    slot -> trainer.embedder().embed(pictures.get(slot)),
                    trainer.projection(pictures.get(0).stream()
                            .mapToInt(FeatureMap::channels)
                            .sum()),
                    workers);
            try {
                return new Trained(
                        store,
                        trainer.train(store, IntStream.range(0, pictures.size()).toArray(), workers, Progress.SILENT));
            } catch (final RuntimeException e) {
                store.close();
                throw e;
            }
        }

        PatchScores score(final List<FeatureMap> picture) {
            return detector.score(detector.embedder().embed(picture));
        }

        @Override
        public void close() {
            detector.close();
            store.close();
        }
    }
}
