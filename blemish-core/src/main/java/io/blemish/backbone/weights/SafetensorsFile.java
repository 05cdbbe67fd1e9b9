package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file in the safetensors format: eight bytes with the header's length, a JSON header that names each tensor's type,
 * shape and bytes, and then the bytes. Like the reference implementation, this reader demands that the tensors' bytes fill
 * the rest of the file without gap or overlap, so that nothing else can be hidden in it.
 */
final class SafetensorsFile {
    private static final int LENGTH_BYTES = Long.BYTES;

    /** The limit of the reference implementation. */
    private static final long MAX_HEADER = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path path;
    private final FileChannel file;
    private final long headerLength;

    private SafetensorsFile(final Path path, final FileChannel file) throws IOException {
        this.path = path;
        this.file = file;
        if (file.size() < LENGTH_BYTES) {
            throw damaged("is too short for its header");
        }
        this.headerLength = Storage.of(file, 0)
                .read(0, LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > file.size() - LENGTH_BYTES) {
            throw damaged("states that its header has " + Long.toUnsignedString(headerLength)
                    + " bytes, which cannot be in a file of " + file.size());
        }
    }

    static StateDict open(final Path path) throws IOException {
        final FileChannel file = FileChannel.open(path);
        try {
            return StateDict.of(path, new SafetensorsFile(path, file).tensors(), file);
        } catch (final IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        final List<Extent> extents = new ArrayList<>();
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (final var property : header().properties()) {
            if (!property.getKey().equals("__metadata__")) {
                tensors.put(property.getKey(), tensor(property.getKey(), property.getValue(), extents));
            }
        }
        requireNoGap(extents);
        return tensors;
    }

    private JsonNode header() throws IOException {
        final ByteBuffer bytes = Storage.of(file, LENGTH_BYTES).read(0, Math.toIntExact(headerLength));
        try {
            final JsonNode header =
                    JSON.readTree(StandardCharsets.UTF_8.decode(bytes).toString());
            if (header.isObject()) {
                return header;
            }
        } catch (final JacksonException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + " is no safetensors file: its header is not JSON; download or export it again.",
                    e);
        }
        throw damaged("has a header that is no JSON object");
    }

    private StoredTensor tensor(final String name, final JsonNode entry, final List<Extent> extents) {
        final ElementType type = ElementType.ofSafetensors(entry.path("dtype").asString(""))
                .orElseThrow(() -> new BackboneException(
                        ErrorCode.BACKBONE_UNREADABLE,
                        path + ": tensor " + name + " is of type " + entry.path("dtype")
                                + ", which Blemish does not read; save it as F32."));
        final List<Long> offsets = numbers(name, entry.path("data_offsets"));
        final List<Integer> shape = new ArrayList<>();
        long bytes = type.bytes();
        try {
            for (final long size : numbers(name, entry.path("shape"))) {
                shape.add(Math.toIntExact(size));
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (final ArithmeticException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + ": tensor " + name + " has a shape beyond what Blemish reads.",
                    e);
        }
        if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != bytes) {
            throw damaged("gives tensor " + name + " of shape " + shape + " the bytes " + offsets + ", not " + bytes
                    + " of them");
        }
        final Extent extent = new Extent(offsets.get(0), offsets.get(1));
        extents.add(extent);
        final StoredTensor tensor =
                StoredTensor.contiguous(Storage.of(file, LENGTH_BYTES + headerLength + extent.from()), type, 0, shape);
        tensor.requireWithin(bytes / type.bytes(), name, path.toString());
        return tensor;
    }

    private List<Long> numbers(final String tensor, final JsonNode array) {
        final List<Long> numbers = new ArrayList<>();
        for (final JsonNode item : array) {
            if (!item.isIntegralNumber() || !item.canConvertToLong() || item.asLong() < 0) {
                throw damaged("has " + item + " where tensor " + tensor + " should have a count");
            }
            numbers.add(item.asLong());
        }
        if (!array.isArray()) {
            throw damaged("lacks the shape or the bytes of tensor " + tensor);
        }
        return numbers;
    }

    private void requireNoGap(final List<Extent> extents) throws IOException {
        long end = 0;
        extents.sort(Comparator.comparingLong(Extent::from).thenComparingLong(Extent::to));
        for (final Extent extent : extents) {
            if (extent.from() != end) {
                throw damaged("has tensors that " + (extent.from() < end ? "overlap" : "leave a gap") + " at byte "
                        + extent.from());
            }
            end = extent.to();
        }
        final long data = file.size() - LENGTH_BYTES - headerLength;
        if (end != data) {
            throw damaged("should have " + end + " bytes of values and has " + data);
        }
    }

    private BlemishException damaged(final String what) {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE,
                path + " " + what + "; it is damaged or no safetensors file: get it again.");
    }

    private record Extent(long from, long to) {}
}
