package io.blemish.backbone.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.onnx.HalfFloat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same tensors, written by torch, safetensors and onnx, are read the same from each. */
class StateDictTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zip.pth",
                "zip-protocol4.pth",
                "legacy.pth",
                "checkpoint.pth",
                "weights.safetensors",
                "weights.onnx"
            })
    void everyFormatGivesTheValuesThatTorchHad(final String file) throws Exception {
        final Map<String, Tensor> expected = expected();
        try (StateDict weights = StateDict.open(fixture(file))) {
            assertThat(weights.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            expected.forEach((name, tensor) -> {
                assertThat(weights.shape(name)).as(name).isEqualTo(tensor.shape());
                assertThat(weights.tensor(name).shape()).as(name).isEqualTo(tensor.shape());
                assertThat(weights.tensor(name).values()).as(name).isEqualTo(tensor.values());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth"})
    void namesAreInTheOrderOfTheFile(final String file) throws Exception {
        try (StateDict weights = StateDict.open(fixture(file))) {
            assertThat(weights.names()).containsExactlyElementsOf(expected().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "weights.safetensors", "weights.onnx"})
    void aTruncatedFileIsRefusedAndNamed(final String file) throws Exception {
        final byte[] whole = Files.readAllBytes(fixture(file));
        final List<Integer> accepted = new ArrayList<>();
        for (int length = 0; length < whole.length; length += 7) {
            final Path cut = folder.resolve("cut-" + file);
            Files.write(cut, Arrays.copyOf(whole, length));
            try (StateDict weights = StateDict.open(cut)) {
                weights.names().forEach(weights::tensor);
                accepted.add(length);
            } catch (final BlemishException e) {
                assertThat(e).hasMessageContaining(cut.toString());
            }
        }
        // An ONNX file does not contain its own length; if it is cut between two fields, it is a smaller graph.
        if (!file.endsWith(".onnx")) {
            assertThat(accepted).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "weights.safetensors", "weights.onnx"})
    void anyAlteredByteIsReadOrRefusedButNeverBreaksTheReader(final String file) throws Exception {
        final byte[] whole = Files.readAllBytes(fixture(file));
        final Random random = new Random(file.hashCode());
        for (int round = 0; round < 400; round++) {
            final byte[] altered = whole.clone();
            altered[random.nextInt(whole.length)] = (byte) random.nextInt();
            final Path path = folder.resolve("altered-" + file);
            Files.write(path, altered);
            try (StateDict weights = StateDict.open(path)) {
                weights.names().forEach(weights::tensor);
            } catch (final BlemishException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void theErrorNamesAMissingFile() {
        final Path missing = folder.resolve("missing.pth");
        assertThatThrownBy(() -> StateDict.open(missing))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("missing.pth does not exist");
    }

    @Test
    void theErrorNamesAFileOfAnotherKind() throws IOException {
        final Path other = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertThatThrownBy(() -> StateDict.open(other))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("notes.txt is no weights file that Blemish knows");
    }

    @Test
    void halvesBecomeFloatsExactly() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            assertThat(Float.compare(HalfFloat.toFloat((short) bits), halfByDefinition(bits)))
                    .as("half %04x", bits)
                    .isZero();
        }
    }

    /** Decodes a half by the cases of IEEE 754-2019, section 3.4, in double arithmetic. */
    private static float halfByDefinition(final int bits) {
        final double sign = (bits & 0x8000) == 0 ? 1 : -1;
        final int exponent = (bits >> 10) & 0x1f;
        final double fraction = (bits & 0x3ff) / 1024.0;
        if (exponent == 0x1f) {
            return (float) (fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN);
        }
        return (float)
                (exponent == 0
                        ? sign * Math.pow(2, -14) * fraction
                        : sign * Math.pow(2, exponent - 15) * (1 + fraction));
    }

    private static Map<String, Tensor> expected() throws IOException {
        final Map<String, Tensor> expected = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(StateDictTest.class.getResourceAsStream("expected.json"))) {
            for (final var property : JsonMapper.shared().readTree(in).properties()) {
                expected.put(property.getKey(), tensor(property.getValue()));
            }
        }
        return expected;
    }

    private static Tensor tensor(final JsonNode node) {
        final List<Integer> shape = new ArrayList<>();
        node.get("shape").forEach(size -> shape.add(size.asInt()));
        final float[] values = new float[node.get("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(node.get("values").get(i).asString());
        }
        return new Tensor(shape, values);
    }

    private static float number(final String python) {
        return switch (python) {
            case "inf" -> Float.POSITIVE_INFINITY;
            case "-inf" -> Float.NEGATIVE_INFINITY;
            default -> Float.parseFloat(python);
        };
    }

    private static Path fixture(final String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(StateDictTest.class.getResource(name)).toURI());
    }
}
