package io.blemish.backbone.architecture;

import java.util.List;

/**
 * Residual networks (He et al., <em>Deep Residual Learning for Image Recognition</em>, 2015) and their wide and grouped
 * relatives (Zagoruyko and Komodakis 2016; Xie et al. 2016). As in torchvision, a bottleneck block strides in its 3×3
 * convolution.
 *
 * <p>Layers: {@code layer1} to {@code layer4}, and every block by itself, {@code layer2.0}.
 *
 * @param bottleneck whether a block has three convolutions, 1×1, 3×3 and 1×1 with four times the planes; else it has
 *     two, both 3×3
 * @param stem channels of the first convolution
 * @param planes channels of each layer's blocks
 * @param blocks how many blocks each layer has
 * @param groups of the 3×3 convolution in a bottleneck
 * @param widthPerGroup channels of each of these groups, for 64 planes
 */
record ResNet(boolean bottleneck, int stem, List<Integer> planes, List<Integer> blocks, int groups, int widthPerGroup)
        implements Network {
    private static final double EPSILON = 1e-5;
    private static final int EXPANSION = 4;
    private static final List<Integer> USUAL_PLANES = List.of(64, 128, 256, 512);

    static ResNet ofTwoConvolutions(final List<Integer> blocks) {
        return new ResNet(false, 64, USUAL_PLANES, blocks, 1, 64);
    }

    static ResNet ofBottlenecks(final List<Integer> blocks, final int groups, final int widthPerGroup) {
        return new ResNet(true, 64, USUAL_PLANES, blocks, groups, widthPerGroup);
    }

    @Override
    public void addTo(final Plan plan) {
        PlannedMap map = convolution(plan, plan.image(), "conv1", "bn1", stem, new SlidingWindow(7, 2, 3), 1);
        map = plan.maxPool(plan.relu(map), new SlidingWindow(3, 2, 1));
        for (int layer = 0; layer < blocks.size(); layer++) {
            final String name = "layer" + (layer + 1);
            for (int block = 0; block < blocks.get(layer); block++) {
                final int stride = layer > 0 && block == 0 ? 2 : 1;
                map = block(plan, map, name + "." + block, planes.get(layer), stride);
                plan.layer(map, name + "." + block);
            }
            plan.layer(map, name);
        }
    }

    private PlannedMap block(
            final Plan plan, final PlannedMap input, final String name, final int planes, final int stride) {
        final PlannedMap residual = bottleneck
                ? bottleneck(plan, input, name, planes, stride)
                : twoConvolutions(plan, input, name, planes, stride);
        final boolean sameShape = stride == 1 && input.channels() == residual.channels();
        final PlannedMap shortcut = sameShape
                ? input
                : convolution(
                        plan,
                        input,
                        name + ".downsample.0",
                        name + ".downsample.1",
                        residual.channels(),
                        new SlidingWindow(1, stride, 0),
                        1);
        return plan.relu(plan.add(residual, shortcut, name + "/Add"));
    }

    private static PlannedMap twoConvolutions(
            final Plan plan, final PlannedMap input, final String name, final int planes, final int stride) {
        final PlannedMap first = plan.relu(
                convolution(plan, input, name + ".conv1", name + ".bn1", planes, SlidingWindow.same(3, stride), 1));
        return convolution(plan, first, name + ".conv2", name + ".bn2", planes, SlidingWindow.same(3, 1), 1);
    }

    private PlannedMap bottleneck(
            final Plan plan, final PlannedMap input, final String name, final int planes, final int stride) {
        final int width = planes * widthPerGroup / 64 * groups;
        PlannedMap map =
                plan.relu(convolution(plan, input, name + ".conv1", name + ".bn1", width, SlidingWindow.POINT, 1));
        map = plan.relu(
                convolution(plan, map, name + ".conv2", name + ".bn2", width, SlidingWindow.same(3, stride), groups));
        return convolution(plan, map, name + ".conv3", name + ".bn3", planes * EXPANSION, SlidingWindow.POINT, 1);
    }

    private static PlannedMap convolution(
            final Plan plan,
            final PlannedMap input,
            final String key,
            final String normalisationKey,
            final int channels,
            final SlidingWindow window,
            final int groups) {
        return plan.normalisation(plan.convolution(input, key, channels, window, groups), normalisationKey, EPSILON);
    }
}
