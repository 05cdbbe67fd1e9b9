package io.blemish.backbone.architecture;

import java.util.List;

/**
 * EfficientNet (Tan and Le, <em>EfficientNet: Rethinking Model Scaling</em>, 2019, table 1).
 *
 * <p>Layers: the stages {@code features.0} to {@code features.8} and every block of them, {@code features.5.1};
 * {@code layer1} to {@code layer4} are {@code features.2}, {@code 3}, {@code 5} and {@code 7}, the last stages at 1/4,
 * 1/8, 1/16 and 1/32 of the size.
 *
 * @param stem channels of the first convolution
 * @param stages from {@code features.1} on
 */
record EfficientNet(int stem, List<Stage> stages) implements Network {
    private static final double EPSILON = 1e-5;

    /** The channels of the last convolution, in units of the last stage's. */
    private static final int LAST_EXPANSION = 4;

    /** The stages that are also called {@code layer1} to {@code layer4}. */
    private static final List<Integer> LAYERS = List.of(2, 3, 5, 7);

    /**
     * Blocks of one shape; only the first of them strides.
     *
     * @param expansion channels within a block, in units of its input's
     * @param kernel side of the filter, in positions
     * @param stride of the first block's filter, in positions
     * @param channels of a block's output
     * @param blocks how many there are
     */
    record Stage(int expansion, int kernel, int stride, int channels, int blocks) {}

    static EfficientNet b0() {
        return new EfficientNet(
                32,
                List.of(
                        new Stage(1, 3, 1, 16, 1),
                        new Stage(6, 3, 2, 24, 2),
                        new Stage(6, 5, 2, 40, 2),
                        new Stage(6, 3, 2, 80, 3),
                        new Stage(6, 5, 1, 112, 3),
                        new Stage(6, 5, 2, 192, 4),
                        new Stage(6, 3, 1, 320, 1)));
    }

    @Override
    public void addTo(final Plan plan) {
        PlannedMap map = convolution(plan, plan.image(), "features.0", stem, SlidingWindow.same(3, 2));
        plan.layer(map, "features.0");
        for (int s = 0; s < stages.size(); s++) {
            final String name = "features." + (s + 1);
            for (int b = 0; b < stages.get(s).blocks(); b++) {
                map = block(stages.get(s), b, map.channels()).addTo(plan, map, name + "." + b);
                plan.layer(map, name + "." + b);
            }
            plan.layer(map, name);
            if (LAYERS.contains(s + 1)) {
                plan.layer(map, "layer" + (LAYERS.indexOf(s + 1) + 1));
            }
        }
        final String last = "features." + (stages.size() + 1);
        map = convolution(plan, map, last, LAST_EXPANSION * map.channels(), SlidingWindow.POINT);
        plan.layer(map, last);
    }

    private static InvertedResidual block(final Stage stage, final int index, final int inputChannels) {
        return new InvertedResidual(
                stage.kernel(),
                index == 0 ? stage.stride() : 1,
                InvertedResidual.roundChannels((double) inputChannels * stage.expansion()),
                stage.channels(),
                Math.max(1, inputChannels / 4),
                InvertedResidual.Kind.EFFICIENT,
                EPSILON);
    }

    private static PlannedMap convolution(
            final Plan plan,
            final PlannedMap input,
            final String name,
            final int channels,
            final SlidingWindow window) {
        return InvertedResidual.Kind.EFFICIENT.activate(
                plan, InvertedResidual.normalisedConvolution(plan, input, name, channels, window, 1, EPSILON));
    }
}
