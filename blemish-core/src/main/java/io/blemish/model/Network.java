package io.blemish.model;

import io.blemish.backbone.BackboneGraph;
import java.util.List;

/**
 * A network and what is used of it.
 *
 * @param graph the network
 * @param layers whose feature maps are used
 */
public record Network(BackboneGraph graph, List<String> layers) {
    /** Copies the list. */
    public Network {
        layers = List.copyOf(layers);
    }

    /** The same with its graph cut to the layers. */
    Network cut() {
        return new Network(graph.cut(layers), layers);
    }
}
