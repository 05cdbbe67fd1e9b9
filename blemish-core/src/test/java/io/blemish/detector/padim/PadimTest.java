package io.blemish.detector.padim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.Npy;
import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
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

class PadimTest {
    private static final int FITTED = 12;

    /** 0.05% is what anomalib's second addition to the diagonal may make; the issue asks for 0.1%. */
    private static final double TOLERANCE = 1e-3;

    @Test
    void distancesAreThoseOfAnomalib() throws IOException {
        final PatchEmbedder embedder = PatchEmbedder.subset(npy("channels").ints());
        final float[] expected = npy("distances").floats();
        final List<List<FeatureMap>> pictures = pictures();
        for (final int threads : new int[] {1, 3}) {
            try (Workers workers = new Workers(threads);
                    PatchStore store = store(embedder, pictures.subList(0, FITTED));
                    Gaussians gaussians = Gaussians.fit(
                            store.matrix(),
                            store.patchesPerPicture(),
                            IntStream.range(0, FITTED).toArray(),
                            workers,
                            Progress.SILENT)) {
                final GaussianScorer scorer = scorer(store, gaussians, workers);
                int at = 0;
                for (final List<FeatureMap> picture : pictures.subList(FITTED, pictures.size())) {
                    for (final float distance :
                            scorer.score(embedder.embed(picture)).distances()) {
                        final double wanted = expected[at++];
                        assertThat((double) distance).isCloseTo(wanted, within(TOLERANCE * wanted));
                    }
                }
            }
        }
    }

    @Test
    void distancesAreThoseOfAPlainSolution() {
        for (int seed = 0; seed < 20; seed++) {
            final Random random = new Random(seed);
            final int dimension = 1 + random.nextInt(23);
            final int count = 2 + random.nextInt(30);
            final float[] values = new float[(count + 1) * dimension];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (10 * random.nextGaussian());
            }
            final float[] picture = Arrays.copyOfRange(values, count * dimension, values.length);
            try (Workers workers = new Workers(1);
                    Gaussians gaussians = Gaussians.fit(
                            FloatMatrix.wrap(Arrays.copyOf(values, count * dimension), count, dimension),
                            1,
                            IntStream.range(0, count).toArray(),
                            workers,
                            Progress.SILENT)) {
                final GaussianScorer scorer = new GaussianScorer(
                        1, 1, gaussians.means().matrix(1), gaussians.factors().matrix(1), workers);
                final double expected = plainDistance(values, count, dimension);
                assertThat((double) scorer.score(new Patches(1, 1, dimension, picture))
                                .score())
                        .as("seed %d", seed)
                        .isCloseTo(expected, within(1e-4 * expected));
            }
        }
    }

    @Test
    void aPictureOfAnotherGridIsRefused() {
        try (Workers workers = new Workers(1)) {
            final GaussianScorer detector = new GaussianScorer(
                    1, 2, FloatMatrix.wrap(new float[2], 2, 1), FloatMatrix.wrap(new float[2], 2, 1), workers);
            assertThatThrownBy(() -> detector.score(new Patches(2, 2, 1, new float[4])))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("2x2")
                    .hasMessageContaining("2x1");
        }
    }

    @Test
    void channelsAreDrawnFromTheSeed() {
        final int[] channels = ChannelDraw.draw(448, 100, 7);
        assertThat(channels).hasSize(100).isSorted().doesNotHaveDuplicates().isEqualTo(ChannelDraw.draw(448, 100, 7));
        assertThat(channels).isNotEqualTo(ChannelDraw.draw(448, 100, 8));
        assertThat(ChannelDraw.draw(5, 5, 0)).containsExactly(0, 1, 2, 3, 4);
        assertThat(PadimOptions.defaultChannels(448)).isEqualTo(100);
        assertThat(PadimOptions.defaultChannels(1792)).isEqualTo(550);
        assertThat(PadimOptions.defaultChannels(60)).isEqualTo(60);
    }

    /** By Gauss and Jordan on the covariance itself. */
    private static double plainDistance(final float[] values, final int count, final int dimension) {
        final double[] mean = new double[dimension];
        for (int i = 0; i < count * dimension; i++) {
            mean[i % dimension] += (double) values[i] / count;
        }
        final double[][] system = new double[dimension][dimension + 1];
        final double[] difference = new double[dimension];
        for (int r = 0; r < dimension; r++) {
            difference[r] = values[count * dimension + r] - mean[r];
            system[r][dimension] = difference[r];
            for (int c = 0; c < dimension; c++) {
                for (int i = 0; i < count; i++) {
                    system[r][c] +=
                            (values[i * dimension + r] - mean[r]) * (values[i * dimension + c] - mean[c]) / (count - 1);
                }
            }
            system[r][r] += 0.01;
        }
        for (int pivot = 0; pivot < dimension; pivot++) {
            for (int r = 0; r < dimension; r++) {
                final double factor = r == pivot ? 0 : system[r][pivot] / system[pivot][pivot];
                for (int c = pivot; c <= dimension; c++) {
                    system[r][c] -= factor * system[pivot][c];
                }
            }
        }
        double square = 0;
        for (int r = 0; r < dimension; r++) {
            square += difference[r] * system[r][dimension] / system[r][r];
        }
        return Math.sqrt(square);
    }

    private static GaussianScorer scorer(final PatchStore store, final Gaussians gaussians, final Workers workers) {
        return new GaussianScorer(
                store.height(),
                store.width(),
                gaussians.means().matrix(gaussians.means().rows()),
                gaussians.factors().matrix(gaussians.factors().rows()),
                workers);
    }

    private static PatchStore store(final PatchEmbedder embedder, final List<List<FeatureMap>> pictures) {
        final PatchStore store = PatchStore.create(pictures.size(), embedder.embed(pictures.get(0)), Optional.empty());
        for (int i = 0; i < pictures.size(); i++) {
            store.put(i, embedder.embed(pictures.get(i)));
        }
        return store;
    }

    private static List<List<FeatureMap>> pictures() throws IOException {
        final List<List<FeatureMap>> pictures = new ArrayList<>();
        for (final String layer : List.of("layer1", "layer2", "layer3")) {
            final Npy array = npy(layer);
            final List<Integer> shape = array.shape();
            final int size = shape.get(1) * shape.get(2) * shape.get(3);
            for (int i = 0; i < shape.get(0); i++) {
                if (pictures.size() <= i) {
                    pictures.add(new ArrayList<>());
                }
                final float[] values = Arrays.copyOfRange(array.floats(), i * size, (i + 1) * size);
                pictures.get(i).add(new FeatureMap(shape.get(1), shape.get(2), shape.get(3), values));
            }
        }
        return pictures;
    }

    private static Npy npy(final String name) throws IOException {
        try (InputStream in = PadimTest.class.getResourceAsStream("padim_" + name + ".npy")) {
            return Npy.read(Objects.requireNonNull(in));
        }
    }
}
