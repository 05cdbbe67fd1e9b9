package io.blemish.backbone.architecture;

import static io.blemish.backbone.architecture.InvertedResidual.Kind.MOBILE_HARD_SWISH;
import static io.blemish.backbone.architecture.InvertedResidual.Kind.MOBILE_RELU;

import java.util.List;

/**
 * MobileNet V3 (Howard et al., <em>Searching for MobileNetV3</em>, 2019, table 1).
 *
 * <p>Layers: every module {@code features.0}, {@code features.1}, …; {@code layer1} to {@code layer3} are the last
 * modules before the map is halved to 1/8, 1/16 and 1/32, and {@code layer4} is the last of all: in the large network
 * {@code features.3}, {@code 6}, {@code 12} and {@code 16}.
 *
 * @param stem channels of the first convolution
 * @param blocks from {@code features.1} on
 */
record MobileNetV3(int stem, List<InvertedResidual> blocks) implements Network {
    static final double EPSILON = 1e-3;

    /** The channels of the last convolution, in units of the last block's. */
    private static final int LAST_EXPANSION = 6;

    static MobileNetV3 large() {
        return new MobileNetV3(
                16,
                List.of(
                        block(3, 16, 16, false, MOBILE_RELU, 1),
                        block(3, 64, 24, false, MOBILE_RELU, 2),
                        block(3, 72, 24, false, MOBILE_RELU, 1),
                        block(5, 72, 40, true, MOBILE_RELU, 2),
                        block(5, 120, 40, true, MOBILE_RELU, 1),
                        block(5, 120, 40, true, MOBILE_RELU, 1),
                        block(3, 240, 80, false, MOBILE_HARD_SWISH, 2),
                        block(3, 200, 80, false, MOBILE_HARD_SWISH, 1),
                        block(3, 184, 80, false, MOBILE_HARD_SWISH, 1),
                        block(3, 184, 80, false, MOBILE_HARD_SWISH, 1),
                        block(3, 480, 112, true, MOBILE_HARD_SWISH, 1),
                        block(3, 672, 112, true, MOBILE_HARD_SWISH, 1),
                        block(5, 672, 160, true, MOBILE_HARD_SWISH, 2),
                        block(5, 960, 160, true, MOBILE_HARD_SWISH, 1),
                        block(5, 960, 160, true, MOBILE_HARD_SWISH, 1)));
    }

    static InvertedResidual block(
            final int kernel,
            final int expanded,
            final int channels,
            final boolean gated,
            final InvertedResidual.Kind kind,
            final int stride) {
        final int quarter = expanded / 4;
        final int squeezed = gated ? InvertedResidual.roundChannels(quarter) : 0;
        return new InvertedResidual(kernel, stride, expanded, channels, squeezed, kind, EPSILON);
    }

    @Override
    public void addTo(final Plan plan) {
        PlannedMap map = convolution(plan, plan.image(), 0, stem, SlidingWindow.same(3, 2));
        int halvings = 1;
        for (int i = 0; i < blocks.size(); i++) {
            final boolean halves = blocks.get(i).stride() == 2;
            name(plan, map, i, halves && halvings > 1 ? halvings - 1 : 0);
            halvings += halves ? 1 : 0;
            map = blocks.get(i).addTo(plan, map, "features." + (i + 1));
        }
        name(plan, map, blocks.size(), 0);
        final int last = blocks.size() + 1;
        map = convolution(plan, map, last, LAST_EXPANSION * map.channels(), SlidingWindow.POINT);
        name(plan, map, last, halvings - 1);
    }

    private static void name(final Plan plan, final PlannedMap map, final int module, final int layer) {
        plan.layer(map, "features." + module);
        if (layer > 0) {
            plan.layer(map, "layer" + layer);
        }
    }

    private static PlannedMap convolution(
            final Plan plan, final PlannedMap input, final int module, final int channels, final SlidingWindow window) {
        return plan.hardSwish(InvertedResidual.normalisedConvolution(
                plan, input, "features." + module, channels, window, 1, EPSILON));
    }
}
