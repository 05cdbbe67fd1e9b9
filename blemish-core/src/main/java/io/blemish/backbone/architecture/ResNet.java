package io.blemish.backbone.architecture;

import java.util.List;

/**
 * Residual networks (He et al., <em>Deep Residual Learning for Image Recognition</em>, 2015), their wide and grouped
 * relatives (Zagoruyko and Komodakis 2016; Xie et al. 2016), as torchvision has them: a bottleneck block strides in its
 * 3×3 convolution.
 *
 * <p>Layers: {@code layer1} to {@code layer4}, and every block by itself, {@code layer2.0}.
 *
 * @param bottleneck blocks of 1×1, 3×3, 1×1 with four times the planes at the end, else of two 3×3
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
    public void planInto(final GraphBuilder graph) {
        Value map = convolution(graph, graph.image(), "conv1", "bn1", stem, new Window(7, 2, 3), 1);
        map = graph.maxPool(graph.relu(map), new Window(3, 2, 1));
        for (int layer = 0; layer < blocks.size(); layer++) {
            final String name = "layer" + (layer + 1);
            for (int block = 0; block < blocks.get(layer); block++) {
                final int stride = layer > 0 && block == 0 ? 2 : 1;
                map = block(graph, map, name + "." + block, planes.get(layer), stride);
                graph.layer(map, name + "." + block);
            }
            graph.layer(map, name);
        }
    }

    private Value block(
            final GraphBuilder graph, final Value input, final String name, final int planes, final int stride) {
        final Value residual = bottleneck
                ? bottleneck(graph, input, name, planes, stride)
                : twoConvolutions(graph, input, name, planes, stride);
        final boolean sameShape = stride == 1 && input.channels() == residual.channels();
        final Value shortcut = sameShape
                ? input
                : convolution(
                        graph,
                        input,
                        name + ".downsample.0",
                        name + ".downsample.1",
                        residual.channels(),
                        new Window(1, stride, 0),
                        1);
        return graph.relu(graph.add(residual, shortcut, name + "/Add"));
    }

    private static Value twoConvolutions(
            final GraphBuilder graph, final Value input, final String name, final int planes, final int stride) {
        final Value first = graph.relu(
                convolution(graph, input, name + ".conv1", name + ".bn1", planes, Window.same(3, stride), 1));
        return convolution(graph, first, name + ".conv2", name + ".bn2", planes, Window.same(3, 1), 1);
    }

    private Value bottleneck(
            final GraphBuilder graph, final Value input, final String name, final int planes, final int stride) {
        final int width = planes * widthPerGroup / 64 * groups;
        final Window point = new Window(1, 1, 0);
        Value map = graph.relu(convolution(graph, input, name + ".conv1", name + ".bn1", width, point, 1));
        map = graph.relu(
                convolution(graph, map, name + ".conv2", name + ".bn2", width, Window.same(3, stride), groups));
        return convolution(graph, map, name + ".conv3", name + ".bn3", planes * EXPANSION, point, 1);
    }

    private static Value convolution(
            final GraphBuilder graph,
            final Value input,
            final String key,
            final String normalisationKey,
            final int channels,
            final Window window,
            final int groups) {
        return graph.normalisation(graph.convolution(input, key, channels, window, groups), normalisationKey, EPSILON);
    }
}
