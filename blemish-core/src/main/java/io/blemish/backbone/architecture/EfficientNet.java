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

    /** How many times the last stage's channels the last convolution has. */
    private static final int LAST_EXPANSION = 4;

    /** Stages that {@code layer1} to {@code layer4} name. */
    private static final List<Integer> LAYERS = List.of(2, 3, 5, 7);

    /**
     * Blocks of one shape; the first of them strides.
     *
     * @param expansion how many times the input's channels a block widens to
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
    public void planInto(final GraphBuilder graph) {
        Value map = convolution(graph, graph.image(), "features.0", stem, Window.same(3, 2));
        graph.layer(map, "features.0");
        for (int s = 0; s < stages.size(); s++) {
            final String name = "features." + (s + 1);
            for (int b = 0; b < stages.get(s).blocks(); b++) {
                map = block(stages.get(s), b, map.channels()).addTo(graph, map, name + "." + b);
                graph.layer(map, name + "." + b);
            }
            graph.layer(map, name);
            if (LAYERS.contains(s + 1)) {
                graph.layer(map, "layer" + (LAYERS.indexOf(s + 1) + 1));
            }
        }
        final String last = "features." + (stages.size() + 1);
        map = convolution(graph, map, last, LAST_EXPANSION * map.channels(), new Window(1, 1, 0));
        graph.layer(map, last);
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

    private static Value convolution(
            final GraphBuilder graph, final Value input, final String name, final int channels, final Window window) {
        return InvertedResidual.Kind.EFFICIENT.activate(
                graph, InvertedResidual.normalisedConvolution(graph, input, name, channels, window, 1, EPSILON));
    }
}
