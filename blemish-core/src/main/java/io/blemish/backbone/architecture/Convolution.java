package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import io.blemish.onnx.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convolution, and the batch normalisation right behind it if there is one. Both are linear, so one convolution does
 * the work of the two: weights times the scale of their output channel, and the shift as its bias.
 *
 * @param input the feature map that it reads
 * @param output the name of the feature map that it makes
 * @param key the name of its tensors, without {@code .weight} or {@code .bias}
 * @param window which it moves over the map
 * @param groups into which the channels are divided
 * @param channels of the output
 * @param biased whether the state dictionary has a bias for it
 * @param normalisation which is folded into it
 */
record Convolution(
        PlannedMap input,
        String output,
        String key,
        SlidingWindow window,
        int groups,
        int channels,
        boolean biased,
        Optional<BatchNormalisation> normalisation)
        implements Operation {

    /** The same convolution with a normalisation of its output folded into it. */
    Convolution followedBy(final BatchNormalisation next) {
        return new Convolution(input, next.output(), key, window, groups, channels, biased, Optional.of(next));
    }

    @Override
    public List<String> inputs() {
        return List.of(input.name());
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        parameters.put(weight(), shape());
        if (biased) {
            parameters.put(bias(), List.of(channels));
        }
        normalisation.ifPresent(next -> parameters.putAll(next.parameters()));
        return parameters;
    }

    private List<Integer> shape() {
        return List.of(channels, input.channels() / groups, window.size(), window.size());
    }

    private String weight() {
        return key + ".weight";
    }

    private String bias() {
        return key + ".bias";
    }

    private boolean addsBias() {
        return biased || normalisation.isPresent();
    }

    @Override
    public Node node() {
        final List<String> read = new ArrayList<>(List.of(input.name(), weight()));
        if (addsBias()) {
            read.add(bias());
        }
        return window.describeIn(new Node("Conv", output, read)).integer("group", groups);
    }

    @Override
    public List<Constant> constants(final Parameters weights) {
        final float[] kernel = weights.values(weight());
        final float[] bias = biased ? weights.values(bias()) : new float[channels];
        normalisation.ifPresent(next -> fold(next, kernel, bias, weights));
        final List<Constant> constants = new ArrayList<>(List.of(Parameters.constant(weight(), shape(), kernel)));
        if (addsBias()) {
            constants.add(Parameters.constant(bias(), List.of(channels), bias));
        }
        return constants;
    }

    private static void fold(
            final BatchNormalisation next, final float[] kernel, final float[] bias, final Parameters weights) {
        final double[] scale = next.scale(weights);
        final double[] shift = next.shift(weights, scale);
        final int perChannel = kernel.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            bias[c] = (float) (bias[c] * scale[c] + shift[c]);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                kernel[i] = (float) (kernel[i] * scale[c]);
            }
        }
    }
}
