package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackboneTest {
    private static final int SIZE = 96;
    private static final int PICTURE = 3 * SIZE * SIZE;

    @Test
    void theMapsDependNeitherOnTheBatchNorOnTheThreads() {
        final float[] pictures = pictures(3);
        try (Backbone one = Backbone.load(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, 1);
                Backbone two = Backbone.load(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, 2)) {
            final List<List<FeatureMap>> together = two.run(pictures, 3, SIZE, SIZE);
            for (int i = 0; i < 3; i++) {
                final float[] picture = Arrays.copyOfRange(pictures, i * PICTURE, (i + 1) * PICTURE);
                final List<FeatureMap> alone = one.run(picture, 1, SIZE, SIZE).get(0);
                for (int l = 0; l < alone.size(); l++) {
                    assertThat(alone.get(l).values())
                            .isEqualTo(together.get(i).get(l).values());
                }
            }
        }
    }

    @Test
    void theMapsDoNotDependOnTheMemoryArena() {
        final float[] picture = pictures(1);
        final Execution lean = new Execution(1, Device.CPU, false);
        try (Backbone with = Backbone.load(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, 1);
                Backbone without = Backbone.load(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, lean)) {
            for (int run = 0; run < 2; run++) {
                final List<FeatureMap> kept = with.run(picture, 1, SIZE, SIZE).get(0);
                final List<FeatureMap> freed =
                        without.run(picture, 1, SIZE, SIZE).get(0);
                for (int l = 0; l < kept.size(); l++) {
                    assertThat(freed.get(l).values()).isEqualTo(kept.get(l).values());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CPU")
    void aDeviceThatIsMissingIsRefusedWithWhereToGetIt(final Device device) {
        assertThatThrownBy(() -> Backbone.load(
                                BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, new Execution(1, device, true))
                        .close())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(device.commandName())
                .hasMessageContaining("--device cpu");
    }

    @Test
    void layersComeInTheOrderAskedFor() {
        try (Backbone backbone = Backbone.load(BackboneGraph.embedded(), List.of("layer3", "layer1"), 1)) {
            final List<FeatureMap> maps =
                    backbone.run(pictures(1), 1, SIZE, SIZE).get(0);
            assertThat(maps).extracting(FeatureMap::channels).containsExactly(672, 144);
            assertThat(maps.get(0).height()).isEqualTo(SIZE / 16);
        }
    }

    @Test
    void aNodeInsideIsALayerToo() {
        final BackboneGraph graph = BackboneGraph.embedded();
        final String output = graph.graph().nodes().stream()
                .filter(node -> node.outputs().contains("layer2"))
                .findFirst()
                .orElseThrow()
                .name();
        try (Backbone byName = Backbone.load(graph, List.of(output), 1);
                Backbone byOutput = Backbone.load(graph, List.of("layer2"), 1)) {
            assertThat(byName.run(pictures(1), 1, SIZE, SIZE).get(0).get(0).values())
                    .isEqualTo(byOutput.run(pictures(1), 1, SIZE, SIZE)
                            .get(0)
                            .get(0)
                            .values());
        }
    }

    @Test
    void cuttingLeavesOutWhatTheLayersDoNotNeed() {
        final BackboneGraph whole = BackboneGraph.embedded();
        final BackboneGraph cut = whole.cut(List.of("layer1"));
        assertThat(cut.toBytes().length).isLessThan(whole.toBytes().length / 4);
        assertThat(cut.cut(List.of("layer1"))).isEqualTo(cut);
    }

    @Test
    void anUnknownLayerIsRefusedWithThoseThatThereAre() {
        final BackboneGraph graph = BackboneGraph.embedded();
        assertThatThrownBy(() -> graph.cut(List.of("layer9")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("layer9")
                .hasMessageContaining("layer1, layer2, layer3");
    }

    @Test
    void whatIsNotOnnxIsRefused(@TempDir final Path folder) throws Exception {
        final Path text = Files.writeString(folder.resolve("network.onnx"), "not a network");
        assertThatThrownBy(() -> BackboneGraph.read(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(text.toString());
        final Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> BackboneGraph.read(missing))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not there");
    }

    private static float[] pictures(final int count) {
        final Random random = new Random(count);
        final float[] values = new float[count * PICTURE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
