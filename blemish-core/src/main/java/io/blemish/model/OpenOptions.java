package io.blemish.model;

import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import java.util.List;

/**
 * How to open a model.
 *
 * @param execution how to run the networks; one picture may use as many threads in all that follows too
 * @param backbones the networks in their order, for a model that does not contain them
 */
public record OpenOptions(Execution execution, List<BackboneGraph> backbones) {
    /** One picture after the other, each on all processors. */
    public static final OpenOptions DEFAULT =
            new OpenOptions(Execution.cpu(Runtime.getRuntime().availableProcessors()), List.of());

    /**
     * Copies the list.
     *
     * @param execution the way to run the networks; one picture may use as many threads in all that follows too
     * @param backbones the networks in their order, for a model that does not contain them; copied
     */
    public OpenOptions {
        backbones = List.copyOf(backbones);
    }

    /**
     * {@return these options with another number of threads for one picture}
     *
     * @param value at least 1; 1 is best if many pictures are judged at once
     */
    public OpenOptions withThreads(final int value) {
        return new OpenOptions(execution.withThreads(value), backbones);
    }

    /**
     * {@return these options with another way to run the networks}
     *
     * @param value the way to run the networks
     */
    public OpenOptions withExecution(final Execution value) {
        return new OpenOptions(value, backbones);
    }

    /**
     * {@return these options with the networks of a model that does not contain them}
     *
     * @param value the networks in the model's order
     */
    public OpenOptions withBackbones(final List<BackboneGraph> value) {
        return new OpenOptions(execution, value);
    }
}
