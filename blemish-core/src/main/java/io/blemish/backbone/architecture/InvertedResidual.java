package io.blemish.backbone.architecture;

/**
 * The block of the mobile networks (Sandler et al., <em>MobileNetV2</em>, 2018): it widens the map with a 1×1
 * convolution, filters each channel by itself, weights the channels by a factor learned from the whole map (squeeze and
 * excitation, Hu et al. 2017; optional), narrows the map with a 1×1 convolution, and adds its input if the shapes are the
 * same.
 *
 * @param kernel side of the filter, in positions
 * @param stride of the filter, in positions
 * @param expanded channels within the block; if they are as many as the input's, it is not widened
 * @param channels of the output
 * @param squeezed channels of the squeeze and excitation, 0 if there is none
 * @param kind which activations it has
 * @param epsilon of the batch normalisation
 */
record InvertedResidual(int kernel, int stride, int expanded, int channels, int squeezed, Kind kind, double epsilon) {
    /** The activations between the block's convolutions, within the squeeze and excitation, and at the end of that. */
    enum Kind {
        /** MobileNet V3's early blocks: ReLU, ReLU, hard sigmoid. */
        MOBILE_RELU,
        /** MobileNet V3's later blocks: hard swish, ReLU, hard sigmoid. */
        MOBILE_HARD_SWISH,
        /** EfficientNet: swish, swish, sigmoid. */
        EFFICIENT;

        PlannedMap activate(final Plan plan, final PlannedMap map) {
            return switch (this) {
                case MOBILE_RELU -> plan.relu(map);
                case MOBILE_HARD_SWISH -> plan.hardSwish(map);
                case EFFICIENT -> plan.swish(map);
            };
        }

        private PlannedMap activateSqueezed(final Plan plan, final PlannedMap map) {
            return this == EFFICIENT ? plan.swish(map) : plan.relu(map);
        }

        private PlannedMap gate(final Plan plan, final PlannedMap map) {
            return this == EFFICIENT ? plan.sigmoid(map) : plan.hardSigmoid(map);
        }
    }

    /** Rounds a width as torchvision does: to a multiple of 8, not less than 8, and not more than a tenth down. */
    static int roundChannels(final double channels) {
        final int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    /** Adds its operations to a plan, with weights of this name. */
    PlannedMap addTo(final Plan plan, final PlannedMap input, final String name) {
        final String block = name + ".block.";
        int part = 0;
        PlannedMap map = input;
        if (expanded != input.channels()) {
            map = convolution(plan, map, block + part++, expanded, SlidingWindow.POINT, 1);
            map = kind.activate(plan, map);
        }
        map = convolution(plan, map, block + part++, expanded, SlidingWindow.same(kernel, stride), expanded);
        map = kind.activate(plan, map);
        if (squeezed > 0) {
            map = squeezeAndExcite(plan, map, block + part++);
        }
        map = convolution(plan, map, block + part, channels, SlidingWindow.POINT, 1);
        final boolean sameShape = stride == 1 && input.channels() == channels;
        return sameShape ? plan.add(map, input, name + "/Add") : map;
    }

    private PlannedMap squeezeAndExcite(final Plan plan, final PlannedMap map, final String name) {
        final PlannedMap mean = plan.globalAverage(map);
        final PlannedMap squeezedMap = kind.activateSqueezed(plan, plan.projection(mean, name + ".fc1", squeezed));
        final PlannedMap weights = kind.gate(plan, plan.projection(squeezedMap, name + ".fc2", map.channels()));
        return plan.multiply(weights, map, name + "/Mul");
    }

    private PlannedMap convolution(
            final Plan plan,
            final PlannedMap input,
            final String name,
            final int width,
            final SlidingWindow window,
            final int groups) {
        return normalisedConvolution(plan, input, name, width, window, groups, epsilon);
    }

    /** Adds torchvision's {@code Conv2dNormActivation} without its activation. */
    static PlannedMap normalisedConvolution(
            final Plan plan,
            final PlannedMap input,
            final String name,
            final int width,
            final SlidingWindow window,
            final int groups,
            final double epsilon) {
        return plan.normalisation(plan.convolution(input, name + ".0", width, window, groups), name + ".1", epsilon);
    }
}
