package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import io.blemish.onnx.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Batch normalisation with the statistics of training: {@code (x − mean) / sqrt(variance + epsilon) · weight + bias}, a
 * scale and a shift for each channel. As an operation it is a node of its own; a {@link Convolution} can take it in.
 *
 * @param input the feature map that it reads
 * @param output the name of the feature map that it makes
 * @param key the name of its tensors, without {@code .weight} and the other endings
 * @param epsilon that is added to the variance
 */
record BatchNormalisation(PlannedMap input, String output, String key, double epsilon) implements Operation {
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";
    private static final String MEAN = ".running_mean";
    private static final String VARIANCE = ".running_var";

    /** The endings of its tensors, in the order in which ONNX wants them. */
    private static final List<String> ENDINGS = List.of(WEIGHT, BIAS, MEAN, VARIANCE);

    @Override
    public List<String> inputs() {
        return List.of(input.name());
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        ENDINGS.forEach(ending -> parameters.put(key + ending, List.of(input.channels())));
        return parameters;
    }

    @Override
    public Node node() {
        final List<String> read = new ArrayList<>(inputs());
        read.addAll(parameters().keySet());
        return new Node("BatchNormalization", output, read).number("epsilon", (float) epsilon);
    }

    @Override
    public List<Constant> constants(final Parameters weights) {
        return parameters().entrySet().stream()
                .map(tensor -> Parameters.constant(tensor.getKey(), tensor.getValue(), weights.values(tensor.getKey())))
                .toList();
    }

    /** The factor for each channel. */
    double[] scale(final Parameters weights) {
        final float[] weight = weights.values(key + WEIGHT);
        final float[] variance = weights.values(key + VARIANCE);
        final double[] scale = new double[weight.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = weight[c] / Math.sqrt(variance[c] + epsilon);
        }
        return scale;
    }

    /** The number that is added to each channel after {@code scale}. */
    double[] shift(final Parameters weights, final double[] scale) {
        final float[] bias = weights.values(key + BIAS);
        final float[] mean = weights.values(key + MEAN);
        final double[] shift = new double[bias.length];
        for (int c = 0; c < shift.length; c++) {
            shift[c] = bias[c] - mean[c] * scale[c];
        }
        return shift;
    }
}
