package io.blemish.backbone.architecture;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.backbone.weights.Tensor;
import io.blemish.onnx.OnnxGraph;
import io.blemish.onnx.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs a graph in ONNX Runtime and returns every output. */
final class OnnxRun {
    private OnnxRun() {}

    static Map<String, Tensor> outputs(final OnnxGraph graph, final Tensor image) throws OrtException {
        return outputs(graph.toBytes(), image);
    }

    static Map<String, Tensor> outputs(final byte[] model, final Tensor image) throws OrtException {
        final OrtEnvironment environment = OnnxRuntime.environment();
        final long[] shape =
                image.shape().stream().mapToLong(Integer::longValue).toArray();
        final Map<String, Tensor> outputs = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image.values()), shape)) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model, options);
                    OrtSession.Result result = session.run(Map.of("image", input))) {
                for (final var output : result) {
                    outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
                }
            }
        }
        return outputs;
    }

    private static Tensor tensor(final OnnxTensor tensor) {
        final FloatBuffer buffer = tensor.getFloatBuffer();
        final float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new Tensor(
                LongStream.of(tensor.getInfo().getShape())
                        .mapToObj(Math::toIntExact)
                        .toList(),
                values);
    }

    /** The largest difference, relative to the largest value expected. */
    static double relativeDifference(final Tensor actual, final Tensor expected) {
        final double scale = IntStream.range(0, expected.values().length)
                .mapToDouble(i -> Math.abs(expected.values()[i]))
                .max()
                .orElseThrow();
        return IntStream.range(0, expected.values().length)
                        .mapToDouble(i -> Math.abs((double) actual.values()[i] - expected.values()[i]))
                        .max()
                        .orElseThrow()
                / scale;
    }
}
