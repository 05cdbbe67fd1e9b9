package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import io.blemish.onnx.Constant;
import io.blemish.onnx.OnnxFormatException;
import io.blemish.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The constants of an ONNX graph, by their names. */
final class OnnxInitializers {
    private OnnxInitializers() {}

    static StateDict open(final Path path) throws IOException {
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (final Constant constant : graph(path).constants()) {
            tensors.put(constant.name(), stored(path, constant));
        }
        return StateDict.of(path, tensors, () -> {});
    }

    private static OnnxGraph graph(final Path path) throws IOException {
        try {
            return OnnxGraph.read(path);
        } catch (final OnnxFormatException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + " is no ONNX file or is truncated; export or download it again.",
                    e);
        }
    }

    private static StoredTensor stored(final Path path, final Constant constant) {
        final String name = constant.name();
        if (constant.isExternal()) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + ": tensor " + name
                            + " lies in another file; save the model as one ONNX file, without external data.");
        }
        final ElementType type = constant.type()
                .flatMap(ElementType::ofOnnx)
                .orElseThrow(() -> new BackboneException(
                        ErrorCode.BACKBONE_UNREADABLE,
                        path + ": tensor " + name + " is of ONNX type " + constant.typeNumber()
                                + ", which Blemish does not read; save it as float."));
        final List<Integer> shape =
                constant.shape().stream().map(StoredTensor::clampedSize).toList();
        final ByteBuffer bytes = constant.bytes();
        final StoredTensor stored =
                StoredTensor.contiguous((from, count) -> bytes.slice(Math.toIntExact(from), count), type, 0, shape);
        stored.requireWithin(bytes.capacity() / type.bytes(), name, path.toString());
        return stored;
    }
}
