package io.blemish.backbone.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.weights.StateDict;
import io.blemish.backbone.weights.Tensor;
import io.blemish.onnx.Constant;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs give the layers that torch computes, with narrow networks of the same blocks and random weights. */
class ArchitectureTest {
    /** Relative to the layer's largest value; the rounding of floats summed in another order stays well below it. */
    private static final double TOLERANCE = 1e-5;

    private static final Map<String, Network> NARROW = Map.of(
            "basic",
            new ResNet(false, 4, List.of(4, 6, 8, 8), List.of(2, 1, 1, 1), 1, 64),
            "wide",
            new ResNet(true, 8, List.of(4, 4, 4, 4), List.of(1, 2, 1, 1), 1, 128),
            "grouped",
            new ResNet(true, 8, List.of(4, 4, 4, 4), List.of(1, 1, 1, 1), 2, 64),
            "dense",
            new DenseNet(4, List.of(2, 1, 3, 1), 8, 2),
            "mobile",
            new MobileNetV3(
                    8,
                    List.of(
                            MobileNetV3.block(3, 8, 8, false, InvertedResidual.Kind.MOBILE_RELU, 1),
                            MobileNetV3.block(3, 16, 8, false, InvertedResidual.Kind.MOBILE_RELU, 2),
                            MobileNetV3.block(5, 24, 8, true, InvertedResidual.Kind.MOBILE_RELU, 2),
                            MobileNetV3.block(5, 24, 8, true, InvertedResidual.Kind.MOBILE_RELU, 1),
                            MobileNetV3.block(3, 16, 16, false, InvertedResidual.Kind.MOBILE_HARD_SWISH, 2),
                            MobileNetV3.block(5, 32, 16, true, InvertedResidual.Kind.MOBILE_HARD_SWISH, 2),
                            MobileNetV3.block(5, 32, 16, true, InvertedResidual.Kind.MOBILE_HARD_SWISH, 1))),
            "efficient",
            new EfficientNet(
                    8,
                    List.of(
                            new EfficientNet.Stage(1, 3, 1, 8, 1),
                            new EfficientNet.Stage(2, 3, 2, 8, 2),
                            new EfficientNet.Stage(2, 5, 2, 8, 1),
                            new EfficientNet.Stage(2, 3, 2, 8, 1),
                            new EfficientNet.Stage(2, 5, 1, 16, 2),
                            new EfficientNet.Stage(1, 5, 2, 16, 1),
                            new EfficientNet.Stage(2, 3, 1, 16, 1))));

    @ParameterizedTest
    @ValueSource(strings = {"basic", "wide", "grouped", "dense", "mobile", "efficient"})
    void layersHaveTheValuesThatTorchComputes(final String name) throws Exception {
        try (StateDict weights = StateDict.open(fixture(name + ".pth"));
                StateDict expected = StateDict.open(fixture(name + ".safetensors"))) {
            final List<String> layers = List.copyOf(expected.names());
            final Map<String, Tensor> actual = OnnxRun.outputs(narrow(name).graph(weights, layers), image());
            assertThat(actual.keySet()).containsExactlyElementsOf(layers);
            for (final String layer : layers) {
                final Tensor wanted = expected.tensor(layer);
                assertThat(of(actual, layer).shape()).as(layer).isEqualTo(wanted.shape());
                assertThat(OnnxRun.relativeDifference(of(actual, layer), wanted))
                        .as(layer)
                        .isLessThan(TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "wide", "grouped", "dense", "mobile", "efficient"})
    void layers1To4HaveAQuarterToAThirtySecondOfTheSize(final String name) throws Exception {
        try (StateDict weights = StateDict.open(fixture(name + ".pth"))) {
            final List<String> layers = List.of("layer1", "layer2", "layer3", "layer4");
            final Tensor image = new Tensor(List.of(2, 3, 64, 96), new float[2 * 3 * 64 * 96]);
            final Map<String, Tensor> actual = OnnxRun.outputs(narrow(name).graph(weights, layers), image);
            for (int i = 0; i < 4; i++) {
                final List<Integer> shape = of(actual, layers.get(i)).shape();
                assertThat(shape.get(0)).isEqualTo(2);
                assertThat(shape.subList(2, 4)).containsExactly(64 >> (i + 2), 96 >> (i + 2));
            }
        }
    }

    @Test
    void oneLayerMayHaveTwoNames() throws Exception {
        try (StateDict weights = StateDict.open(fixture("dense.pth"))) {
            final Map<String, Tensor> actual =
                    OnnxRun.outputs(narrow("dense").graph(weights, List.of("layer2", "features.denseblock2")), image());
            assertThat(of(actual, "layer2").values())
                    .isEqualTo(of(actual, "features.denseblock2").values());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "wide", "grouped", "mobile", "efficient"})
    void normalisationIsFoldedAway(final String name) throws Exception {
        assertThat(operations(name)).doesNotContain("BatchNormalization");
    }

    @Test
    void normalisationBeforeItsConvolutionStays() throws Exception {
        // Seven layers and three transitions; the second of each layer and the first of all are folded.
        assertThat(operations("dense")).filteredOn("BatchNormalization"::equals).hasSize(10);
    }

    private List<String> operations(final String name) throws Exception {
        try (StateDict weights = StateDict.open(fixture(name + ".pth"))) {
            return narrow(name).graph(weights, List.of("layer4")).nodes().stream()
                    .map(Node::operator)
                    .toList();
        }
    }

    @Test
    void nothingBehindTheLastLayerIsInTheGraph() throws Exception {
        try (StateDict weights = StateDict.open(fixture("basic.pth"))) {
            final OnnxGraph graph = narrow("basic").graph(weights, List.of("layer2"));
            assertThat(graph.constants())
                    .extracting(Constant::name)
                    .noneMatch(constant -> constant.startsWith("layer3") || constant.startsWith("fc"))
                    .anyMatch(constant -> constant.startsWith("layer2"));
        }
    }

    @Test
    void theSameWeightsGiveTheSameBytes() throws Exception {
        final List<String> layers = List.of("layer1", "layer3");
        try (StateDict one = StateDict.open(fixture("mobile.pth"));
                StateDict two = StateDict.open(fixture("mobile.pth"))) {
            assertThat(narrow("mobile").graph(one, layers).toBytes())
                    .isEqualTo(narrow("mobile").graph(two, layers).toBytes());
        }
    }

    @Test
    void theErrorNamesTheTensorsOfAnotherArchitecture() throws Exception {
        final List<String> layers = List.of("layer1");
        try (StateDict weights = StateDict.open(fixture("basic.pth"))) {
            final Architecture deeper =
                    new Architecture("deeper", new ResNet(false, 4, List.of(4, 6, 8, 8), List.of(3, 1, 1, 1), 1, 64));
            assertThatThrownBy(() -> deeper.graph(weights, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining(
                            "basic.pth are not those of deeper: it lacks the tensor layer1.2.conv1.weight");
            final Architecture shallower = new Architecture(
                    "shallower", new ResNet(false, 4, List.of(4, 6, 8, 8), List.of(1, 1, 1, 1), 1, 64));
            assertThatThrownBy(() -> shallower.graph(weights, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("it has a tensor layer1.1.conv1.weight, which shallower does not");
            final Architecture wider =
                    new Architecture("wider", new ResNet(false, 5, List.of(4, 6, 8, 8), List.of(2, 1, 1, 1), 1, 64));
            assertThatThrownBy(() -> wider.graph(weights, layers))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("its tensor conv1.weight has shape [4, 3, 7, 7] and not [5, 3, 7, 7]");
        }
    }

    @Test
    void theErrorForUnknownNamesListsTheKnownOnes() throws Exception {
        assertThatThrownBy(() -> Architecture.named("resnet51"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("resnet51")
                .hasMessageContaining("resnet50,");
        try (StateDict weights = StateDict.open(fixture("basic.pth"))) {
            for (final List<String> layers :
                    List.of(List.of("layer5"), List.<String>of(), List.of("layer1", "layer1"))) {
                assertThatThrownBy(() -> narrow("basic").graph(weights, layers)).isInstanceOf(BlemishException.class);
            }
        }
    }

    @Test
    void everyArchitectureHasItsFourLayers() {
        assertThat(Architecture.names())
                .contains(
                        "resnet18",
                        "resnet34",
                        "resnet50",
                        "resnet101",
                        "wide_resnet50_2",
                        "wide_resnet101_2",
                        "resnext50_32x4d",
                        "resnext101_32x8d",
                        "densenet121",
                        "densenet201",
                        "mobilenet_v3_large",
                        "efficientnet_b0")
                .allSatisfy(name ->
                        assertThat(Architecture.named(name).layers()).contains("layer1", "layer2", "layer3", "layer4"));
    }

    @Test
    void aGraphOfEveryLayerCanBeCutLater() throws Exception {
        try (StateDict weights = StateDict.open(fixture("efficient.pth"))) {
            final Architecture architecture = narrow("efficient");
            final List<String> layers = List.of("layer3", "features.2.0");
            final OnnxGraph cut =
                    architecture.graph(weights, architecture.layers()).cut(layers);
            final Map<String, Tensor> direct = OnnxRun.outputs(architecture.graph(weights, layers), image());
            final Map<String, Tensor> later = OnnxRun.outputs(cut, image());
            for (final String layer : layers) {
                assertThat(of(later, layer).values())
                        .isEqualTo(of(direct, layer).values());
            }
        }
    }

    private static Tensor of(final Map<String, Tensor> outputs, final String layer) {
        return Objects.requireNonNull(outputs.get(layer));
    }

    private static Architecture narrow(final String name) {
        return new Architecture(name, Objects.requireNonNull(NARROW.get(name)));
    }

    private static Tensor image() throws URISyntaxException {
        try (StateDict file = StateDict.open(fixture("image.safetensors"))) {
            return file.tensor("image");
        }
    }

    private static Path fixture(final String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(ArchitectureTest.class.getResource(name)).toURI());
    }
}
