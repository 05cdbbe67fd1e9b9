package io.blemish.backbone.architecture;

/**
 * The block of the mobile networks (Sandler et al., <em>MobileNetV2</em>, 2018): widen with 1×1, filter each channel by
 * itself, perhaps weigh the channels by a glance at the whole map (squeeze and excitation, Hu et al. 2017), narrow with
 * 1×1, and add the input where the shapes are the same.
 *
 * @param kernel of the filter
 * @param stride of the filter
 * @param expanded channels within the block; equal to the input's: no widening
 * @param channels of the output
 * @param squeezed channels of the glance, 0 for none
 * @param kind what the activations are
 * @param epsilon of the batch normalisation
 */
record InvertedResidual(int kernel, int stride, int expanded, int channels, int squeezed, Kind kind, double epsilon) {
    /** Which functions stand between the convolutions: the block's own, the glance's, and the glance's last. */
    enum Kind {
        /** MobileNet V3's early blocks: ReLU, ReLU, hard sigmoid. */
        MOBILE_RELU,
        /** MobileNet V3's later blocks: hard swish, ReLU, hard sigmoid. */
        MOBILE_HARD_SWISH,
        /** EfficientNet: swish, swish, sigmoid. */
        EFFICIENT;

        Value activate(final GraphBuilder graph, final Value map) {
            return switch (this) {
                case MOBILE_RELU -> graph.relu(map);
                case MOBILE_HARD_SWISH -> graph.hardSwish(map);
                case EFFICIENT -> graph.swish(map);
            };
        }

        private Value activateGlance(final GraphBuilder graph, final Value map) {
            return this == EFFICIENT ? graph.swish(map) : graph.relu(map);
        }

        private Value toWeights(final GraphBuilder graph, final Value map) {
            return this == EFFICIENT ? graph.sigmoid(map) : graph.hardSigmoid(map);
        }
    }

    /** As torchvision rounds widths: to a multiple of 8, not less than 8, and not more than a tenth down. */
    static int roundChannels(final double channels) {
        final int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    Value addTo(final GraphBuilder graph, final Value input, final String name) {
        final String block = name + ".block.";
        int part = 0;
        Value map = input;
        if (expanded != input.channels()) {
            map = convolution(graph, map, block + part++, expanded, new Window(1, 1, 0), 1);
            map = kind.activate(graph, map);
        }
        map = convolution(graph, map, block + part++, expanded, Window.same(kernel, stride), expanded);
        map = kind.activate(graph, map);
        if (squeezed > 0) {
            map = weighChannels(graph, map, block + part++);
        }
        map = convolution(graph, map, block + part, channels, new Window(1, 1, 0), 1);
        final boolean sameShape = stride == 1 && input.channels() == channels;
        return sameShape ? graph.add(map, input, name + "/Add") : map;
    }

    private Value weighChannels(final GraphBuilder graph, final Value map, final String name) {
        final Value mean = graph.globalAverage(map);
        final Value glance = kind.activateGlance(graph, graph.projection(mean, name + ".fc1", squeezed));
        final Value weights = kind.toWeights(graph, graph.projection(glance, name + ".fc2", map.channels()));
        return graph.multiply(weights, map, name + "/Mul");
    }

    private Value convolution(
            final GraphBuilder graph,
            final Value input,
            final String name,
            final int width,
            final Window window,
            final int groups) {
        return normalisedConvolution(graph, input, name, width, window, groups, epsilon);
    }

    /** torchvision's {@code Conv2dNormActivation} without the activation. */
    static Value normalisedConvolution(
            final GraphBuilder graph,
            final Value input,
            final String name,
            final int width,
            final Window window,
            final int groups,
            final double epsilon) {
        return graph.normalisation(graph.convolution(input, name + ".0", width, window, groups), name + ".1", epsilon);
    }
}
