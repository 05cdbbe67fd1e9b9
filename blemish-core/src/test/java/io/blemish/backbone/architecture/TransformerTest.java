package io.blemish.backbone.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.backbone.weights.StateDict;
import io.blemish.backbone.weights.Tensor;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.OnnxGraph;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Graphs of narrow transformers give the layers that timm and Hugging Face's library compute, from files with the names
 * of each and of Meta's, for pictures of the table's size, larger and smaller ones.
 */
class TransformerTest {
    /** Relative to the layer's largest value. */
    private static final double TOLERANCE = 1e-5;

    private static final List<String> LAYERS = List.of("blocks.0", "blocks.0.raw", "blocks.1", "class_token");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dinov2",
                "dinov2_reg4",
                "dinov2_reg4_meta",
                "dinov2_reg4_face",
                "dinov3",
                "dinov3_gated",
                "dinov3_gated_meta",
                "dinov3_face"
            })
    void layersHaveTheValuesThatTheLibrariesCompute(final String name) throws Exception {
        try (StateDict weights = open(name);
                StateDict expected = open(name + ".layers")) {
            final Architecture architecture = narrow(name);
            assertThat(architecture.layersOf(weights)).containsAll(LAYERS);
            final OnnxGraph graph = architecture.graph(weights, LAYERS);
            for (final String size : sizes(expected)) {
                final Map<String, Tensor> actual = OnnxRun.outputs(graph, expected.tensor(size + "/image"));
                for (final String layer : LAYERS) {
                    if (expected.names().contains(size + "/" + layer)) {
                        final Tensor wanted = expected.tensor(size + "/" + layer);
                        final Tensor given = Objects.requireNonNull(actual.get(layer));
                        assertThat(given.shape()).as(size + layer).isEqualTo(wanted.shape());
                        assertThat(OnnxRun.relativeDifference(given, wanted))
                                .as(size + " " + layer)
                                .isLessThan(TOLERANCE);
                    }
                }
            }
        }
    }

    private static Set<String> sizes(final StateDict expected) {
        final Set<String> sizes = expected.names().stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(sizes).isNotEmpty();
        return sizes;
    }

    @Test
    void severalPicturesAreEachAsIfAlone() throws Exception {
        try (StateDict weights = open("dinov2_reg4")) {
            final OnnxGraph graph = narrow("dinov2_reg4").graph(weights, List.of("blocks.1"));
            final float[] pixels = new float[2 * 3 * 8 * 12];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) Math.sin(i);
            }
            final float[] both = values(graph, new Tensor(List.of(2, 3, 8, 12), pixels));
            final float[] second = Arrays.copyOfRange(pixels, pixels.length / 2, pixels.length);
            final float[] alone = values(graph, new Tensor(List.of(1, 3, 8, 12), second));
            assertThat(Arrays.copyOfRange(both, alone.length, 2 * alone.length)).containsExactly(alone, within(1e-5f));
        }
    }

    private static float[] values(final OnnxGraph graph, final Tensor image) throws Exception {
        return Objects.requireNonNull(OnnxRun.outputs(graph, image).get("blocks.1"))
                .values();
    }

    @Test
    void theGraphTellsItsPatch() throws Exception {
        try (StateDict weights = open("dinov3")) {
            assertThat(narrow("dinov3").graph(weights, List.of("blocks.1")).metadata())
                    .containsEntry(GraphBuilder.PATCH, "4");
        }
    }

    @Test
    void theErrorNamesTheTensorsOfAnotherTransformer() throws Exception {
        final List<String> layers = List.of("blocks.1");
        try (StateDict plain = open("dinov2");
                StateDict face = open("dinov2_reg4_face");
                StateDict gated = open("dinov3_gated")) {
            assertThatThrownBy(() -> narrow("dinov2_reg4").graph(plain, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("are not those of dinov2_reg4: it lacks the tensor reg_token");
            assertThatThrownBy(() -> narrow("dinov2").graph(face, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("it has a tensor embeddings.register_tokens, which dinov2 does not");
            assertThatThrownBy(() -> narrow("dinov3").graph(gated, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("it has a tensor blocks.0.mlp.fc1_g.bias, which dinov3 does not");
            final Architecture wider = new Architecture("wider", VisionTransformer.dinov2(32, 2, 2, 0));
            assertThatThrownBy(() -> wider.graph(plain, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("has shape");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit_small_patch14_dinov2", "vit_base_patch14_reg4_dinov2", "vit_large_patch16_dinov3"})
    void layers1To4AreTheLastBlocksOfEachQuarter(final String name) {
        final List<String> layers = Architecture.named(name).layers();
        final int quarter = name.contains("large") ? 6 : 3;
        for (int i = 1; i <= 4; i++) {
            assertThat(layers.get(layers.indexOf("layer" + i) - 1)).isEqualTo("blocks." + (i * quarter - 1));
        }
        assertThat(layers).endsWith("class_token");
    }

    private static Architecture narrow(final String name) {
        final int registers = name.contains("reg4") || name.contains("dinov3") ? 4 : 0;
        final boolean rotary = name.contains("dinov3");
        return new Architecture(
                name,
                new VisionTransformer(
                        4,
                        16,
                        2,
                        2,
                        64,
                        registers,
                        name.contains("gated"),
                        rotary ? 1e-5 : 1e-6,
                        rotary ? Optional.empty() : Optional.of(new PositionTable("pos_embed", 37, true, 16)),
                        AttentionTensors.JOINED));
    }

    private static StateDict open(final String name) throws URISyntaxException {
        return StateDict.open(Path.of(Objects.requireNonNull(TransformerTest.class.getResource(name + ".safetensors"))
                .toURI()));
    }
}
