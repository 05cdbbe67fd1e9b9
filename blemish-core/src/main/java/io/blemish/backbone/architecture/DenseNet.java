package io.blemish.backbone.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Densely connected networks (Huang et al., <em>Densely Connected Convolutional Networks</em>, 2016). A layer normalises
 * the maps of all layers before it, and then convolves them; there is no convolution to fold that normalisation into, so
 * it stays.
 *
 * <p>Layers: {@code features.denseblock1} to {@code features.denseblock4}, also called {@code layer1} to {@code layer4},
 * {@code features.transition1} to {@code features.transition3} and {@code features.norm5}.
 *
 * @param growth channels that each layer adds
 * @param blocks how many layers each block has
 * @param stem channels of the first convolution
 * @param bottleneck channels of a layer's 1×1 convolution, in units of {@code growth}
 */
record DenseNet(int growth, List<Integer> blocks, int stem, int bottleneck) implements Network {
    private static final double EPSILON = 1e-5;

    /** torchvision's own files are older than its code, and call {@code norm1.weight} {@code norm.1.weight}. */
    private static final Pattern OLD_NAME = Pattern.compile("(.*\\.denselayer\\d+\\.(?:norm|conv))\\.([12]\\..*)");

    @Override
    public void addTo(final Plan plan) {
        final PlannedMap stemMap =
                plan.convolution(plan.image(), "features.conv0", stem, new SlidingWindow(7, 2, 3), 1);
        PlannedMap map = plan.relu(plan.normalisation(stemMap, "features.norm0", EPSILON));
        map = plan.maxPool(map, new SlidingWindow(3, 2, 1));
        for (int b = 0; b < blocks.size(); b++) {
            final String name = "features.denseblock" + (b + 1);
            map = block(plan, map, name, blocks.get(b));
            plan.layer(map, name, "layer" + (b + 1));
            if (b + 1 < blocks.size()) {
                final String transition = "features.transition" + (b + 1);
                map = transition(plan, map, transition);
                plan.layer(map, transition);
            }
        }
        plan.layer(plan.normalisation(map, "features.norm5", EPSILON), "features.norm5");
    }

    private PlannedMap block(final Plan plan, final PlannedMap input, final String name, final int layers) {
        final List<PlannedMap> maps = new ArrayList<>(List.of(input));
        for (int i = 1; i <= layers; i++) {
            final String layer = name + ".denselayer" + i;
            final PlannedMap all = maps.size() == 1 ? input : plan.concatenate(maps, layer + "/Concat");
            PlannedMap map = normalisedConvolution(
                    plan, all, layer + ".norm1", layer + ".conv1", bottleneck * growth, SlidingWindow.POINT);
            map = normalisedConvolution(
                    plan, map, layer + ".norm2", layer + ".conv2", growth, SlidingWindow.same(3, 1));
            maps.add(map);
        }
        return plan.concatenate(maps, name + "/Concat");
    }

    private static PlannedMap transition(final Plan plan, final PlannedMap input, final String name) {
        final PlannedMap map = normalisedConvolution(
                plan, input, name + ".norm", name + ".conv", input.channels() / 2, SlidingWindow.POINT);
        return plan.averagePool(map, new SlidingWindow(2, 2, 0));
    }

    private static PlannedMap normalisedConvolution(
            final Plan plan,
            final PlannedMap input,
            final String normalisationKey,
            final String key,
            final int channels,
            final SlidingWindow window) {
        final PlannedMap active = plan.relu(plan.normalisation(input, normalisationKey, EPSILON));
        return plan.convolution(active, key, channels, window, 1);
    }

    @Override
    public String rename(final String nameInFile) {
        return OLD_NAME.matcher(nameInFile).replaceFirst("$1$2");
    }
}
