package io.blemish.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.SharedData;
import io.blemish.artifact.Npy;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureMap;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both embeddings equal torch's, see {@code src/test/fixtures/embedding.py}. */
class PatchEmbedderTest {
    private static final double RELATIVE = 1e-4;

    @Test
    void channelEqualsTorch() throws IOException {
        assertRowsEqual(PatchEmbedder.of(new Embedding.Channel()).embed(small()), "small_channel.npy", 1);
    }

    @Test
    void adaptiveEqualsTorch() throws IOException {
        assertRowsEqual(PatchEmbedder.of(new Embedding.Adaptive(16, 12)).embed(small()), "small_adaptive.npy", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void otherPatchSizesEqualTorch(final int size) throws IOException {
        assertRowsEqual(
                PatchEmbedder.of(new Embedding.Channel(size)).embed(small()), "small_channel_" + size + ".npy", 1);
        final Embedding adaptive = new Embedding.Adaptive(size == 1 ? 5 : 16, 12, size);
        assertRowsEqual(PatchEmbedder.of(adaptive).embed(small()), "small_adaptive_" + size + ".npy", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 11})
    void aPatchSizeThatHasNoMiddleOrIsTooLargeIsRefused(final int size) {
        assertThatThrownBy(() -> new Embedding.Channel(size)).hasMessageContaining("odd, from 1 to 9, not " + size);
        assertThatThrownBy(() -> new Embedding.Adaptive(16, 12, size)).hasMessageContaining("odd, from 1 to 9");
    }

    @Test
    void threadsDoNotChangeAPatch() throws IOException {
        final Random random = new Random(3);
        final List<FeatureMap> layers = List.of(draw(random, 41, 6, 5), draw(random, 70, 3, 2));
        try (Workers workers = new Workers(3)) {
            for (final Embedding embedding : List.of(new Embedding.Channel(), new Embedding.Adaptive(16, 12))) {
                assertThat(PatchEmbedder.of(embedding, workers).embed(layers).values())
                        .isEqualTo(PatchEmbedder.of(embedding).embed(layers).values());
            }
        }
    }

    private static FeatureMap draw(final Random random, final int channels, final int height, final int width) {
        final float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FeatureMap(channels, height, width, values);
    }

    @Test
    void theFinestLayerSetsTheGridWhateverTheOrder() throws IOException {
        final List<FeatureMap> layers = small();
        final Patches patches = PatchEmbedder.of(new Embedding.Channel()).embed(List.of(layers.get(1), layers.get(0)));
        assertThat(patches.height()).isEqualTo(7);
        assertThat(patches.width()).isEqualTo(9);
        final Patches inOrder = PatchEmbedder.of(new Embedding.Channel()).embed(layers);
        assertThat(patches.values()[0]).isEqualTo(inOrder.values()[5]);
    }

    @Test
    void channelEqualsTorchOnARealPicture() throws IOException {
        assertRowsEqual(realPicture(new Embedding.Channel()), "real_channel.npy", 37);
    }

    @Test
    void adaptiveEqualsTorchOnARealPicture() throws IOException {
        assertRowsEqual(realPicture(new Embedding.Adaptive()), "real_adaptive.npy", 111);
    }

    @Test
    void aValueThatIsNotFiniteIsNoticed() {
        final float[] values = {1, -2, Float.MAX_VALUE, 0};
        assertThat(new Patches(2, 1, 2, values).finite()).isTrue();
        assertThat(new Patches(2, 1, 2, new float[] {1, 2, Float.NaN, 3}).finite())
                .isFalse();
        assertThat(new Patches(2, 1, 2, new float[] {1, Float.NEGATIVE_INFINITY, 2, 3}).finite())
                .isFalse();
    }

    private static Patches realPicture(final Embedding embedding) {
        final var picture = SharedData.require("data/mtd/MT_Blowhole/Imgs/exp1_num_108719.jpg");
        final var network = SharedData.require("weights/resnet18-layers123.onnx");
        try (Backbone backbone = Backbone.load(BackboneGraph.read(network), List.of("layer2", "layer3"), 1)) {
            final FeatureExtractor extractor = new FeatureExtractor(Preprocessing.squash(224), backbone);
            return PatchEmbedder.of(embedding)
                    .embed(extractor
                            .extract(List.of(Picture.of(picture).decode()))
                            .get(0)
                            .orElseThrow()
                            .network(0));
        }
    }

    private static void assertRowsEqual(final Patches patches, final String fixture, final int every)
            throws IOException {
        final Npy expected = read(fixture);
        final int rows = expected.shape().get(0);
        assertThat(patches.dimension()).isEqualTo(expected.shape().get(1));
        assertThat(rows).isEqualTo((patches.count() + every - 1) / every);
        final float[] values = expected.floats();
        double scale = 0;
        for (final float value : values) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int r = 0; r < rows; r++) {
            for (int d = 0; d < patches.dimension(); d++) {
                final float actual = patches.values()[r * every * patches.dimension() + d];
                assertThat(actual)
                        .as("patch %d value %d", r * every, d)
                        .isCloseTo(values[r * patches.dimension() + d], within((float) (RELATIVE * scale)));
            }
        }
    }

    private static List<FeatureMap> small() throws IOException {
        return List.of(map("small_a.npy"), map("small_b.npy"));
    }

    private static FeatureMap map(final String fixture) throws IOException {
        final Npy array = read(fixture);
        return new FeatureMap(
                array.shape().get(0), array.shape().get(1), array.shape().get(2), array.floats());
    }

    private static Npy read(final String fixture) throws IOException {
        try (InputStream in = PatchEmbedderTest.class.getResourceAsStream(fixture)) {
            return Npy.read(Objects.requireNonNull(in, fixture));
        }
    }
}
