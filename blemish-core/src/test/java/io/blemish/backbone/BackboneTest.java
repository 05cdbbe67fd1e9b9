package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.backbone.plugin.PluginCache;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
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
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CPU", "AUTO"})
    void aMissingDeviceIsRefusedWithItsCode(final Device device) {
        assumeTrue(
                PluginCache.ofUser().find(device.commandName()).isEmpty(), "skipped: the device is not missing here");
        assertThatThrownBy(() -> Backbone.load(
                                BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, new Execution(1, device, true))
                        .close())
                .isInstanceOfSatisfying(
                        BlemishException.class,
                        e -> assertThat(e.code())
                                .isEqualTo(
                                        device.isPlugin()
                                                ? ErrorCode.DEVICE_NOT_FETCHED
                                                : ErrorCode.DEVICE_UNAVAILABLE))
                .hasMessageContaining(device.commandName());
    }

    @Test
    void layersAreInTheOrderAskedFor() {
        try (Backbone backbone = Backbone.load(BackboneGraph.embedded(), List.of("layer3", "layer1"), 1)) {
            final List<FeatureMap> maps =
                    backbone.run(pictures(1), 1, SIZE, SIZE).get(0);
            assertThat(maps).extracting(FeatureMap::channels).containsExactly(720, 144);
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
            assertThat(values(byName, pictures(1))).isEqualTo(values(byOutput, pictures(1)));
        }
    }

    @Test
    void aCutHasOnlyTheNodesThatTheLayersNeed() {
        final BackboneGraph whole = BackboneGraph.embedded();
        final BackboneGraph cut = whole.cut(List.of("layer1"));
        assertThat(cut.toBytes().length).isLessThan(whole.toBytes().length / 4);
        assertThat(cut.cut(List.of("layer1"))).isEqualTo(cut);
    }

    @Test
    void theErrorForAnUnknownLayerNamesTheKnownOnes() {
        final BackboneGraph graph = BackboneGraph.embedded();
        assertThatThrownBy(() -> graph.cut(List.of("layer9")))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("layer9")
                .hasMessageContaining("layer1, layer2, layer3");
    }

    @Test
    void aFileThatIsNotOnnxIsRefused(@TempDir final Path folder) throws Exception {
        final Path text = Files.writeString(folder.resolve("network.onnx"), "not a network");
        assertThatThrownBy(() -> BackboneGraph.read(text))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(text.toString());
        final Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> BackboneGraph.read(missing))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("not there");
    }

    @Test
    void ifANetworkCannotBeLoadedNoneStaysOpen() {
        final int before = Backbone.openSessions();
        final BackboneGraph whole = BackboneGraph.embedded();
        final BackboneGraph damaged = new BackboneGraph(
                "damaged",
                whole.graph().toBuilder()
                        .node(new Node("NoSuchOperator", "layer", "layer1"))
                        .build());
        assertThatThrownBy(() -> Backbone.loadAll(List.of("layer1", "layer"), layer -> {
                    final Backbone backbone = Backbone.load(damaged, List.of(layer), 1);
                    assertThat(Backbone.openSessions()).isEqualTo(before + 1);
                    return backbone;
                }))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("NoSuchOperator");
        assertThat(Backbone.openSessions()).isEqualTo(before);
    }

    @Test
    void severalNetworksAreLoadedInTheirOrderAndClosed() {
        final int before = Backbone.openSessions();
        final BackboneGraph graph = BackboneGraph.embedded();
        final List<Backbone> loaded =
                Backbone.loadAll(List.of("layer2", "layer1"), layer -> Backbone.load(graph, List.of(layer), 1));
        assertThat(loaded).extracting(Backbone::layers).containsExactly(List.of("layer2"), List.of("layer1"));
        assertThat(Backbone.openSessions()).isEqualTo(before + 2);
        Backbone.closeAll(loaded);
        assertThat(Backbone.openSessions()).isEqualTo(before);
    }

    /** ONNX Runtime itself ends the process if a session is closed while it runs. */
    @RepeatedTest(10)
    void closingWaitsForTheRunsThatHaveBegunAndRefusesLaterOnes() throws Exception {
        final int before = Backbone.openSessions();
        final float[] picture = pictures(1);
        final Backbone backbone = Backbone.load(BackboneGraph.embedded(), List.of("layer1"), 1);
        final float[] expected = values(backbone, picture);
        final int threads = 4;
        final CountDownLatch running = new CountDownLatch(threads);
        final Callable<String> runUntilClosed = () -> {
            try {
                while (true) {
                    assertThat(values(backbone, picture)).isEqualTo(expected);
                    running.countDown();
                }
            } catch (final IllegalStateException refused) {
                return refused.getMessage();
            }
        };
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final List<Future<String>> refusals = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                refusals.add(executor.submit(runUntilClosed));
            }
            running.await();
            backbone.close();
            backbone.close();
            for (final Future<String> refusal : refusals) {
                assertThat(refusal.get()).isEqualTo("Backbone efficientnet-lite2 was closed and cannot run any more.");
            }
            assertThat(Backbone.openSessions()).isEqualTo(before);
        } finally {
            executor.shutdown();
        }
    }

    private static float[] values(final Backbone backbone, final float[] picture) {
        return backbone.run(picture, 1, SIZE, SIZE).get(0).get(0).values();
    }

    private static float[] pictures(final int count) {
        final Random random = new Random(count);
        final float[] values = new float[count * PICTURE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Far more work than a test can wait for: hundreds of convolutions with large kernels, one after the other. */
    private static BackboneGraph endless() {
        final GraphBuilder graph = new GraphBuilder("endless")
                .input("image", DataType.FLOAT32, "n", "3", "h", "w")
                .constant(Constant.floats("kernel", List.of(3L, 3L, 31L, 31L), new float[3 * 3 * 31 * 31]));
        String last = "image";
        for (int i = 0; i < 200; i++) {
            graph.node(new Node("Conv", "layer" + i, last, "kernel").integers("pads", 15, 15, 15, 15));
            last = "layer" + i;
        }
        graph.output(last);
        return new BackboneGraph("endless", graph.build());
    }

    @Test
    void aRunEndsWhenItsThreadIsInterrupted() throws Exception {
        final ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Backbone backbone = Backbone.load(endless(), List.of("layer199"), 1)) {
            final CountDownLatch begun = new CountDownLatch(1);
            final AtomicReference<Throwable> end = new AtomicReference<>();
            final Future<?> run = executor.submit(() -> {
                begun.countDown();
                end.set(catchThrowable(() -> backbone.run(new float[3 * 1024 * 1024], 1, 1024, 1024)));
            });
            begun.await();
            run.cancel(true);
            executor.shutdown();
            assertThat(executor.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            assertThat(end.get()).isInstanceOf(CancellationException.class);
        }
    }
}
