package io.blemish.backbone.architecture;

import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.NodeProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convolution, and the batch normalisation right behind it if there is one. Both are linear, so one convolution does
 * the work of the two: weights times the scale of their output channel, and the shift as its bias.
 */
record Convolution(
        Value input,
        String output,
        String key,
        Window window,
        int groups,
        int channels,
        boolean biased,
        Optional<Normalisation> normalisation)
        implements Step {

    /** The same with a normalisation of its output taken in. */
    Convolution followedBy(final Normalisation next) {
        return new Convolution(input, next.output(), key, window, groups, channels, biased, Optional.of(next));
    }

    @Override
    public List<String> inputs() {
        return List.of(input.name());
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        parameters.put(key + ".weight", shape());
        if (biased) {
            parameters.put(key + ".bias", List.of(channels));
        }
        normalisation.ifPresent(next -> parameters.putAll(next.parameters()));
        return parameters;
    }

    private List<Integer> shape() {
        return List.of(channels, input.channels() / groups, window.kernel(), window.kernel());
    }

    @Override
    public void addTo(final GraphProto.Builder graph, final Parameters weights) {
        final float[] kernel = weights.values(key + ".weight");
        final float[] bias = biased ? weights.values(key + ".bias") : new float[channels];
        normalisation.ifPresent(next -> fold(next, kernel, bias, weights));
        final NodeProto.Builder node = NodeProto.newBuilder()
                .setName(output)
                .setOpType("Conv")
                .addInput(input.name())
                .addInput(key + ".weight")
                .addOutput(output);
        graph.addInitializer(Parameters.constant(key + ".weight", shape(), kernel));
        if (biased || normalisation.isPresent()) {
            node.addInput(key + ".bias");
            graph.addInitializer(Parameters.constant(key + ".bias", List.of(channels), bias));
        }
        window.addTo(node);
        node.addAttribute(AttributeProto.newBuilder()
                .setName("group")
                .setType(AttributeProto.AttributeType.INT)
                .setI(groups));
        graph.addNode(node);
    }

    private static void fold(
            final Normalisation next, final float[] kernel, final float[] bias, final Parameters weights) {
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
