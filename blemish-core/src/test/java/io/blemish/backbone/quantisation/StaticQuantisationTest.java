package io.blemish.backbone.quantisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession;
import io.blemish.BlemishException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.Precision;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import io.blemish.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticQuantisationTest {
    private static final int SIZE = 64;
    private static final Preprocessing PIXELS = Preprocessing.squash(SIZE);

    @TempDir
    private Path folder;

    @Test
    void theLayersStayCloseToThoseInFloats() {
        final BackboneGraph floats = BackboneGraph.embedded().cut(BackboneGraph.DEFAULT_LAYERS);
        final BackboneGraph bytes = StaticQuantisation.of(floats, PIXELS, pictures(0, 8));
        assertThat(Precision.of(floats)).isEqualTo(Precision.FLOAT32);
        assertThat(Precision.of(bytes)).isEqualTo(Precision.INT8);
        assertThat(bytes.outputs()).isEqualTo(BackboneGraph.DEFAULT_LAYERS);
        assertThat(bytes.toBytes().length).isLessThan(floats.toBytes().length / 2);
        try (Backbone exact = Backbone.load(floats, BackboneGraph.DEFAULT_LAYERS, 1);
                Backbone rounded = Backbone.load(bytes, BackboneGraph.DEFAULT_LAYERS, 1)) {
            for (final RgbImage picture : pictures(100, 4)) {
                final float[] pixels = PIXELS.apply(picture);
                final List<FeatureMap> expected =
                        exact.run(pixels, 1, SIZE, SIZE).get(0);
                final List<FeatureMap> actual =
                        rounded.run(pixels, 1, SIZE, SIZE).get(0);
                for (int l = 0; l < expected.size(); l++) {
                    // A layer whose zeros or scales are mixed up is off by more than its own size.
                    assertThat(relativeError(
                                    expected.get(l).values(), actual.get(l).values()))
                            .isLessThan(0.35);
                }
            }
        }
    }

    @Test
    void onnxRuntimeComputesEveryConvolutionInIntegers() throws Exception {
        final BackboneGraph bytes = StaticQuantisation.of(
                BackboneGraph.embedded().cut(BackboneGraph.DEFAULT_LAYERS), PIXELS, pictures(0, 2));
        final Path merged = folder.resolve("merged.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
            options.setOptimizedModelFilePath(merged.toString());
            OnnxRuntime.environment().createSession(bytes.toBytes(), options).close();
        }
        final List<String> operations =
                OnnxGraph.read(merged).nodes().stream().map(Node::operator).toList();
        assertThat(operations).contains("QLinearConv").doesNotContain("Conv", "FusedConv");
    }

    /** The error of one convolution has a bound: half a step of each factor times the other, and half of the result's step. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void aConvolutionIsOffByNoMoreThanItsSteps(final long seed) {
        final Random random = new Random(seed);
        final int channels = 1 + random.nextInt(8);
        final float[] weights = gaussian(random, 3 * channels, Math.exp(random.nextGaussian()));
        final float[] bias = gaussian(random, channels, Math.exp(random.nextGaussian()));
        final BackboneGraph floats = convolution(weights, bias, 17);
        final Preprocessing pixels =
                new Preprocessing(Preprocessing.Resize.SQUASH, SIZE, PIXELS.crop(), Normalization.IMAGENET);
        final List<RgbImage> seen = pictures(seed, 3);
        final BackboneGraph bytes = StaticQuantisation.of(floats, pixels, seen);
        final ActivationRange input = seen.stream()
                .map(picture -> range(pixels.apply(picture)))
                .reduce(ActivationRange::with)
                .orElseThrow();
        try (Backbone exact = Backbone.load(floats, List.of("layer"), 1);
                Backbone rounded = Backbone.load(bytes, List.of("layer"), 1)) {
            final List<float[]> expected = seen.stream()
                    .map(picture -> run(exact, pixels.apply(picture)))
                    .toList();
            final ActivationRange output = expected.stream()
                    .map(StaticQuantisationTest::range)
                    .reduce(ActivationRange::with)
                    .orElseThrow();
            for (int p = 0; p < seen.size(); p++) {
                final float[] x = pixels.apply(seen.get(p));
                final float[] actual = run(rounded, x);
                for (int i = 0; i < actual.length; i++) {
                    final int channel = i / (SIZE * SIZE);
                    assertThat((double) Math.abs(actual[i] - expected.get(p)[i]))
                            .isLessThanOrEqualTo(bound(weights, channel, x, i % (SIZE * SIZE), input, output));
                }
            }
        }
    }

    private static double bound(
            final float[] weights,
            final int channel,
            final float[] x,
            final int position,
            final ActivationRange input,
            final ActivationRange output) {
        double greatest = 0;
        for (int k = 0; k < 3; k++) {
            greatest = Math.max(greatest, Math.abs(weights[channel * 3 + k]));
        }
        final double weightStep = greatest / 64;
        double error = input.scale() * weightStep / 2;
        for (int k = 0; k < 3; k++) {
            // A value may also be clipped: the zero is rounded to a byte, which moves the range by half a step.
            final double valueError = input.scale();
            final double value = Math.abs(x[k * SIZE * SIZE + position]);
            error += valueError * (Math.abs(weights[channel * 3 + k]) + weightStep / 2) + value * weightStep / 2;
        }
        return error + output.scale() + 1e-4 * (output.high() - output.low());
    }

    @Test
    void theSamePicturesGiveTheSameGraph() {
        final BackboneGraph floats = BackboneGraph.embedded().cut(List.of("layer1"));
        final BackboneGraph once = StaticQuantisation.of(floats, PIXELS, pictures(0, 3));
        assertThat(StaticQuantisation.of(floats, PIXELS, pictures(0, 3))).isEqualTo(once);
        assertThat(StaticQuantisation.of(floats, PIXELS, pictures(7, 3))).isNotEqualTo(once);
    }

    @Test
    void anOldOperatorSetIsRefused() {
        final BackboneGraph old = convolution(new float[] {1, 2, 3}, new float[] {0}, 12);
        assertThatThrownBy(() -> StaticQuantisation.of(old, PIXELS, pictures(0, 1)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("operator set 12");
    }

    @Test
    void weightsThatAreNotNumbersAreRefused() {
        final BackboneGraph damaged = convolution(new float[] {1, Float.NaN, 3}, new float[] {0}, 17);
        assertThatThrownBy(() -> StaticQuantisation.of(damaged, PIXELS, pictures(0, 1)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("not numbers");
    }

    @Test
    void aChannelWithoutWeightsGivesItsBias() {
        final BackboneGraph floats = convolution(new float[6], new float[] {2.5f, -1}, 17);
        try (Backbone rounded =
                Backbone.load(StaticQuantisation.of(floats, PIXELS, pictures(0, 1)), List.of("layer"), 1)) {
            final float[] actual = run(rounded, PIXELS.apply(pictures(1, 1).get(0)));
            final double step = 3.5 / 255;
            assertThat((double) actual[0]).isBetween(2.5 - step, 2.5 + step);
            assertThat((double) actual[SIZE * SIZE]).isBetween(-1 - step, -1 + step);
        }
    }

    private static BackboneGraph convolution(final float[] weights, final float[] bias, final long operatorSet) {
        final long channels = bias.length;
        final byte[] onnx = new GraphBuilder("one", operatorSet)
                .input("image", DataType.FLOAT32, "n", "3", "h", "w")
                .constant(Constant.floats("weights", List.of(channels, 3L, 1L, 1L), weights))
                .constant(Constant.floats("bias", List.of(channels), bias))
                .node(new Node("Conv", "layer", "image", "weights", "bias"))
                .output("layer")
                .build()
                .toBytes();
        return BackboneGraph.parse("one", ByteBuffer.wrap(onnx));
    }

    private static float[] run(final Backbone backbone, final float[] pixels) {
        return backbone.run(pixels, 1, SIZE, SIZE).get(0).get(0).values();
    }

    private static ActivationRange range(final float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new ActivationRange(values[i], values[i]))
                .reduce(ActivationRange::with)
                .orElseThrow();
    }

    private static float[] gaussian(final Random random, final int count, final double deviation) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static double relativeError(final float[] expected, final float[] actual) {
        double size = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            size += (double) expected[i] * expected[i];
            error += Math.pow(expected[i] - actual[i], 2);
        }
        return Math.sqrt(error / size);
    }

    /** Random pictures that are smooth, because networks are not made for noise alone. */
    private static List<RgbImage> pictures(final long seed, final int count) {
        return Stream.iterate(seed, s -> s + 1)
                .limit(count)
                .map(StaticQuantisationTest::picture)
                .toList();
    }

    private static RgbImage picture(final long seed) {
        final Random random = new Random(seed);
        final double[] waves = random.doubles(9, 0.5, 6).toArray();
        final byte[] pixels = new byte[3 * SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            final int channel = i % 3;
            final int column = i / 3 % SIZE;
            final int row = i / 3 / SIZE;
            final double x = (double) column / SIZE;
            final double y = (double) row / SIZE;
            final double wave =
                    Math.sin(2 * Math.PI * (waves[channel] * x + waves[channel + 3] * y) + waves[channel + 6]);
            pixels[i] = (byte) Math.round(127 + 110 * wave + 8 * random.nextGaussian());
        }
        return new RgbImage(SIZE, SIZE, pixels);
    }
}
