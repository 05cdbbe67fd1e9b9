package io.blemish.export;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.Precision;
import io.blemish.image.Size;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of a graph.
 *
 * @param networks cut to their layers, in order
 */
record NetworkNodes(List<BackboneGraph> networks) {
    private static final int CHANNELS = 3;

    /** The version of the standard's operators that they share, in which all other nodes have to be written too. */
    long operatorSet() {
        final List<Long> versions = networks.stream()
                .map(network -> network.operatorSet().orElse(0))
                .distinct()
                .toList();
        if (versions.size() > 1) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "The model's networks are written for different versions of ONNX's operators, " + versions
                            + ", and a graph has one. Convert them to one version, and fit again.");
        }
        return versions.get(0);
    }

    /**
     * Adds the networks.
     *
     * @param input normalised pictures of one size
     * @return the feature maps of each network
     */
    List<List<GridValue>> addTo(final GraphAssembly graph, final String input, final Size size) {
        return networks.stream()
                .map(network -> layers(outputs(graph, network, input), maps(network, size)))
                .toList();
    }

    /**
     * A runtime may compute what follows a network of integers in integers too. OpenVINO does, and its products of them with a
     * constant on the left are wrong. It takes no step beyond a maximum, so one that changes nothing stands in its way.
     */
    private static List<String> outputs(final GraphAssembly graph, final BackboneGraph network, final String input) {
        final List<String> outputs = network.addTo(graph, input);
        return Precision.of(network) == Precision.INT8
                ? outputs.stream()
                        .map(output -> graph.node("Max", output, graph.number(-Float.MAX_VALUE)))
                        .toList()
                : outputs;
    }

    private static List<GridValue> layers(final List<String> names, final List<FeatureMap> maps) {
        final List<GridValue> layers = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            final FeatureMap map = maps.get(i);
            layers.add(new GridValue(names.get(i), map.channels(), map.height(), map.width()));
        }
        return layers;
    }

    /** One run tells the sizes of all maps, whatever the network is made of. */
    private static List<FeatureMap> maps(final BackboneGraph network, final Size size) {
        try (Backbone backbone = Backbone.load(network, network.outputs(), 1)) {
            final float[] black = new float[Math.toIntExact(CHANNELS * size.pixels())];
            return backbone.run(black, 1, size.height(), size.width()).get(0);
        }
    }
}
