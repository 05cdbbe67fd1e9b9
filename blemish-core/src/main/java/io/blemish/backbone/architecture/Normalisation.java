package io.blemish.backbone.architecture;

import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.NodeProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Batch normalisation with the statistics of training: {@code (x − mean) / sqrt(variance + epsilon) · weight + bias}, a
 * scale and a shift for each channel. This step keeps it as a node; {@link Convolution} can take it into itself.
 */
record Normalisation(Value input, String output, String key, double epsilon) implements Step {
    /** In the order in which ONNX wants them. */
    private static final List<String> SUFFIXES = List.of("weight", "bias", "running_mean", "running_var");

    @Override
    public List<String> inputs() {
        return List.of(input.name());
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        SUFFIXES.forEach(suffix -> parameters.put(key + "." + suffix, List.of(input.channels())));
        return parameters;
    }

    @Override
    public void addTo(final GraphProto.Builder graph, final Parameters weights) {
        final NodeProto.Builder node = NodeProto.newBuilder()
                .setName(output)
                .setOpType("BatchNormalization")
                .addInput(input.name())
                .addOutput(output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF((float) epsilon));
        parameters().forEach((name, shape) -> {
            node.addInput(name);
            graph.addInitializer(Parameters.constant(name, shape, weights.values(name)));
        });
        graph.addNode(node);
    }

    /** The factor for each channel. */
    double[] scale(final Parameters weights) {
        final float[] weight = weights.values(key + ".weight");
        final float[] variance = weights.values(key + ".running_var");
        final double[] scale = new double[weight.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = weight[c] / Math.sqrt(variance[c] + epsilon);
        }
        return scale;
    }

    /** What is added to each channel after {@code scale}. */
    double[] shift(final Parameters weights, final double[] scale) {
        final float[] bias = weights.values(key + ".bias");
        final float[] mean = weights.values(key + ".running_mean");
        final double[] shift = new double[bias.length];
        for (int c = 0; c < shift.length; c++) {
            shift[c] = bias[c] - mean[c] * scale[c];
        }
        return shift;
    }
}
