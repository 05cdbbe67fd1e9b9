package io.blemish.backbone.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that do not fit their file are refused. */
class SafetensorsFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}             | not 8 of them
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}            | gap
            {"w":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}            | should have 12 bytes
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}             | should have 4 bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | overlap
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | not JSON
            {"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}            | where tensor w should have a count
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}            | where tensor w should have a count
            {"w":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}           | where tensor w should have a count
            {"w":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,8]}} | beyond what Blemish reads
            {"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}} | beyond what Blemish reads
            {"w":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,17179869184]}} | larger than Blemish reads
            {"w":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}         | F8_E4M3
            {"w":{"dtype":"F32","shape":[2]}}                                  | data_offsets
            {"w":{"dtype":"F32","data_offsets":[0,8]}}                         | shape
            {"w":7}                                                            | type
            [1]                                                                | no JSON object
            {"w":                                                              | not JSON
            """)
    void headersThatDoNotFitTheFileAreRefused(final String header, final String because) throws IOException {
        final Path file = write(header.length(), header, 8);
        final String expected = switch (because) {
            case "data_offsets", "shape" -> "lacks the shape or the bytes of tensor w";
            default -> because;
        };
        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1000, 99_999_999, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void aHeaderLengthBeyondTheFileIsRefused(final long length) throws IOException {
        final Path file = write(length, "{}", 0);
        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("header");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        final String header = "[".repeat(100_000);
        final Path file = write(header.length(), header, 0);
        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void metadataAndPaddingAreNotTensors() throws IOException {
        final String header =
                "{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}   ";
        try (StateDict weights = StateDict.open(write(header.length(), header, 8))) {
            assertThat(weights.names()).containsExactly("w");
        }
    }

    private Path write(final long length, final String header, final int dataBytes) throws IOException {
        final byte[] json = header.getBytes(StandardCharsets.UTF_8);
        final ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(json);
        return Files.write(folder.resolve("w.safetensors"), bytes.array());
    }
}
