package io.blemish.server;

import io.blemish.backbone.BackboneGraph;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import java.util.List;

/**
 * How tests fit a model that is cheap to fit, to open and to ask: with the first layers of the smaller network. Each of
 * many tests starts a server, and what a start costs is to open its models.
 */
public final class SmallModels {
    /** A small input, for models that need not tell small defects. */
    static final ModelOptions OPTIONS =
            ModelOptions.builder().preprocessing(Preprocessing.squash(96)).build();

    static final BackboneGraph NETWORK = BackboneGraph.embedded("efficientnet-lite0");

    private SmallModels() {}

    /** Fits with the first layers of the network. */
    public static ModelTrainer trainer(final ModelOptions options) {
        return new ModelTrainer(List.of(new Network(NETWORK, List.of("layer2"))), options);
    }
}
