package io.blemish.backbone.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Densely connected networks (Huang et al., <em>Densely Connected Convolutional Networks</em>, 2016). A layer normalises
 * what all before it made, before its own convolution; that normalisation has no convolution to be folded into and stays.
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

    /** torchvision's own files are older than its code, and have {@code norm.1.weight} for {@code norm1.weight}. */
    private static final Pattern OLD_NAME = Pattern.compile("(.*\\.denselayer\\d+\\.(?:norm|conv))\\.([12]\\..*)");

    @Override
    public void planInto(final GraphBuilder graph) {
        final Value stemMap = graph.convolution(graph.image(), "features.conv0", stem, new Window(7, 2, 3), 1);
        Value map = graph.relu(graph.normalisation(stemMap, "features.norm0", EPSILON));
        map = graph.maxPool(map, new Window(3, 2, 1));
        for (int b = 0; b < blocks.size(); b++) {
            final String name = "features.denseblock" + (b + 1);
            map = block(graph, map, name, blocks.get(b));
            graph.layer(map, name, "layer" + (b + 1));
            if (b + 1 < blocks.size()) {
                final String transition = "features.transition" + (b + 1);
                map = transition(graph, map, transition);
                graph.layer(map, transition);
            }
        }
        graph.layer(graph.normalisation(map, "features.norm5", EPSILON), "features.norm5");
    }

    private Value block(final GraphBuilder graph, final Value input, final String name, final int layers) {
        final List<Value> maps = new ArrayList<>(List.of(input));
        for (int i = 1; i <= layers; i++) {
            final String layer = name + ".denselayer" + i;
            final Value all = maps.size() == 1 ? input : graph.concatenate(maps, layer + "/Concat");
            Value map = normalisedConvolution(
                    graph, all, layer + ".norm1", layer + ".conv1", bottleneck * growth, new Window(1, 1, 0));
            map = normalisedConvolution(graph, map, layer + ".norm2", layer + ".conv2", growth, Window.same(3, 1));
            maps.add(map);
        }
        return graph.concatenate(maps, name + "/Concat");
    }

    private static Value transition(final GraphBuilder graph, final Value input, final String name) {
        final Value map = normalisedConvolution(
                graph, input, name + ".norm", name + ".conv", input.channels() / 2, new Window(1, 1, 0));
        return graph.averagePool(map, new Window(2, 2, 0));
    }

    private static Value normalisedConvolution(
            final GraphBuilder graph,
            final Value input,
            final String normalisationKey,
            final String key,
            final int channels,
            final Window window) {
        final Value active = graph.relu(graph.normalisation(input, normalisationKey, EPSILON));
        return graph.convolution(active, key, channels, window, 1);
    }

    @Override
    public String rename(final String nameInFile) {
        return OLD_NAME.matcher(nameInFile).replaceFirst("$1$2");
    }
}
