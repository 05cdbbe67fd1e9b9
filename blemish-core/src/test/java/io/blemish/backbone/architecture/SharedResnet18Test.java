package io.blemish.backbone.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.backbone.weights.StateDict;
import io.blemish.backbone.weights.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The weights of a trained resnet18, given as a graph, are written to a weights file, which is imported: the two graphs
 * give the same layers. (The same with a file that torch wrote: {@code benchmarks/check-architectures.sh --resnet18-onnx}.)
 */
class SharedResnet18Test {
    private static final List<String> LAYERS = List.of("layer1", "layer2", "layer3");

    /** The variance for which {@code sqrt(variance + epsilon)} is one, so that a normalisation does not scale. */
    private static final float UNIT_VARIANCE = (float) (1 - 1e-5);

    @TempDir
    Path folder;

    @Test
    void importedWeightsGiveTheLayersOfTheGraphTheyCameFrom() throws Exception {
        final Path original = original();
        final float[] pixels = new float[3 * 224 * 224];
        final Random random = new Random(18);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        final Tensor image = new Tensor(List.of(1, 3, 224, 224), pixels);
        final Map<String, Tensor> expected = OnnxRun.outputs(Files.readAllBytes(original), image);
        try (StateDict weights = StateDict.open(weightsFileOf(original))) {
            final Map<String, Tensor> actual =
                    OnnxRun.outputs(Architecture.named("resnet18").graph(weights, LAYERS), image);
            for (final String layer : LAYERS) {
                assertThat(OnnxRun.relativeDifference(
                                Objects.requireNonNull(actual.get(layer)), Objects.requireNonNull(expected.get(layer))))
                        .as(layer)
                        .isLessThan(1e-6);
            }
        }
    }

    @Test
    void aFileThatEndsAfterTheThirdLayerMakesANetworkThatDoes() throws Exception {
        final Path weights = weightsFileOf(original());
        final Path network = BackboneCache.in(folder.resolve("cache"))
                .importFile(weights, "resnet18")
                .file();
        assertThat(BackboneGraph.read(network).outputs())
                .contains("layer1", "layer3", "layer3.1")
                .doesNotContain("layer4");
        assertThatThrownBy(() -> BackboneCache.in(folder.resolve("cache")).importFile(weights, "resnet34"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("it lacks the tensor layer1.2.conv1.weight");
    }

    private static Path original() {
        final Path shared = Path.of(System.getProperty(
                "blemish.shared", Objects.requireNonNullElse(System.getenv("BLEMISH_SHARED"), "../../shared")));
        final Path original = shared.resolve("weights").resolve("resnet18-layers123.onnx");
        assumeTrue(Files.exists(original), () -> original + " is not there, so it is not compared with");
        return original;
    }

    /** Writes convolutions under torch's names, each with a normalisation behind it that only adds the convolution's bias. */
    private Path weightsFileOf(final Path original) throws IOException {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (StateDict constants = StateDict.open(original)) {
            for (final String name : constants.names()) {
                final String torch =
                        name.replaceFirst("\\.c(\\d)\\.", ".conv$1.").replace(".d.", ".downsample.0.");
                final Tensor tensor = constants.tensor(name);
                if (torch.endsWith(".weight")) {
                    tensors.put(torch, tensor);
                } else {
                    final String key = torch.replace("conv", "bn").replace("downsample.0", "downsample.1");
                    final String normalisation = key.substring(0, key.length() - ".bias".length());
                    final int channels = tensor.values().length;
                    tensors.put(key, tensor);
                    tensors.put(normalisation + ".weight", filled(channels, 1));
                    tensors.put(normalisation + ".running_mean", filled(channels, 0));
                    tensors.put(normalisation + ".running_var", filled(channels, UNIT_VARIANCE));
                }
            }
        }
        return safetensors(tensors);
    }

    private static Tensor filled(final int channels, final float value) {
        final float[] values = new float[channels];
        Arrays.fill(values, value);
        return new Tensor(List.of(channels), values);
    }

    private Path safetensors(final Map<String, Tensor> tensors) throws IOException {
        final StringBuilder header = new StringBuilder();
        int end = 0;
        for (final var tensor : tensors.entrySet()) {
            final int start = end;
            end += tensor.getValue().values().length * Float.BYTES;
            header.append(header.isEmpty() ? "{" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.getKey(), tensor.getValue().shape(), start, end));
        }
        final byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
        final Path file = folder.resolve("resnet18.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes(Long.BYTES, buffer -> buffer.putLong(json.length)));
            out.write(json);
            for (final Tensor tensor : tensors.values()) {
                out.write(bytes(
                        tensor.values().length * Float.BYTES,
                        buffer -> buffer.asFloatBuffer().put(tensor.values())));
            }
        }
        return file;
    }

    private static byte[] bytes(final int count, final Consumer<ByteBuffer> writer) {
        final byte[] bytes = new byte[count];
        writer.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }
}
