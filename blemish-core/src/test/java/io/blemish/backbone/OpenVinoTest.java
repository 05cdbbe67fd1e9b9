package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.backbone.plugin.DevicePlugin;
import io.blemish.backbone.plugin.PluginCache;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Networks by OpenVINO. What needs the plug-in is skipped where the user's cache lacks it. */
class OpenVinoTest {
    private static final int SIDE = 64;

    /** Largest difference of two float32 computations of a layer, as a share of its largest value; 3e-6 was seen. */
    private static final double LAST_DIGITS = 1e-5;

    /** bfloat16 has 8 bits of precision, and errors add up over the layers; 0.15 was seen on noise. */
    private static final double BFLOAT16 = 0.3;

    private final BackboneGraph graph = BackboneGraph.embedded();
    private final float[] picture = noise();

    @Test
    void theProcessorAloneDoesNotComputeInBfloat16() {
        final Execution bfloat16 = Execution.cpu(1).withPrecision(Precision.BFLOAT16);
        assertThatThrownBy(() -> Backbone.load(graph, List.of("layer2"), bfloat16))
                .isInstanceOfSatisfying(
                        BlemishException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.DEVICE_WITHOUT_PRECISION))
                .hasMessageContaining("the device cpu does not");
    }

    @Test
    void aProcessorWithoutUnitsForBfloat16IsNamed() {
        final Execution bfloat16 = on(1).withPrecision(Precision.BFLOAT16);
        final FoundDevice old = new FoundDevice("CPU", "Old One", List.of("FP32", "INT8"));
        assertThatThrownBy(() -> OpenVinoOptions.of(bfloat16, old))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("Old One")
                .hasMessageContaining("finds FP32, INT8");
        assertThat(OpenVinoOptions.of(on(1), old).get("load_config")).contains("\"INFERENCE_PRECISION_HINT\": \"f32\"");
    }

    @Test
    void float32DiffersInTheLastDigitsAlone() {
        requirePlugin();
        final List<FeatureMap> own = run(Execution.cpu(1));
        final List<FeatureMap> other = run(on(1));
        for (int i = 0; i < own.size(); i++) {
            assertThat(difference(own.get(i), other.get(i))).isLessThan(LAST_DIGITS);
        }
        assertThat(run(on(2))).usingRecursiveComparison().isEqualTo(other);
    }

    @Test
    void bfloat16IsCoarserAndTheSameEachTime() {
        final DevicePlugin plugin = requirePlugin();
        assumeTrue(
                Device.found(plugin).stream().anyMatch(FoundDevice::hasBfloat16),
                "skipped: this processor has no units for bfloat16");
        final Execution bfloat16 = on(1).withPrecision(Precision.BFLOAT16);
        final List<FeatureMap> own = run(Execution.cpu(1));
        final List<FeatureMap> rounded = run(bfloat16);
        for (int i = 0; i < own.size(); i++) {
            assertThat(difference(own.get(i), rounded.get(i))).isBetween(1e-4, BFLOAT16);
        }
        assertThat(run(bfloat16)).usingRecursiveComparison().isEqualTo(rounded);
    }

    private static DevicePlugin requirePlugin() {
        final Optional<DevicePlugin> plugin = PluginCache.ofUser().find("openvino");
        assumeTrue(
                plugin.isPresent(),
                "skipped: the plug-in openvino is not in "
                        + PluginCache.ofUser().folder());
        return plugin.get();
    }

    private static Execution on(final int threads) {
        return new Execution(threads, Device.OPENVINO, true);
    }

    private List<FeatureMap> run(final Execution execution) {
        try (Backbone backbone = Backbone.load(graph, BackboneGraph.DEFAULT_LAYERS, execution)) {
            return backbone.run(picture, 1, SIDE, SIDE).get(0);
        }
    }

    private static double difference(final FeatureMap one, final FeatureMap other) {
        final float[] a = one.values();
        final float[] b = other.values();
        final double largest = IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i]))
                .max()
                .orElseThrow();
        return IntStream.range(0, a.length)
                        .mapToDouble(i -> Math.abs(a[i] - b[i]))
                        .max()
                        .orElseThrow()
                / largest;
    }

    private static float[] noise() {
        final Random random = new Random(1);
        final float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
