package io.blemish.detector.anomalydino;

import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import io.blemish.embedding.UnitVector;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;

/** Brings every patch to length 1, so that the distance of two depends on their cosine alone. */
record UnitLength() implements PatchFunction<Patches> {
    @Override
    public Patches apply(final Patches patches) {
        final float[] values = patches.values().clone();
        final int dimension = patches.dimension();
        for (int from = 0; from < values.length; from += dimension) {
            UnitVector.normalise(values, from, dimension);
        }
        return new Patches(patches.height(), patches.width(), dimension, values);
    }

    /** Adds the nodes that bring the patches of pictures to length 1. */
    GridValue of(final GraphAssembly graph, final GridValue patches) {
        final String length =
                graph.node("Max", graph.reduce("ReduceL2", patches.name(), true, 1), graph.number(UnitVector.SHORTEST));
        return new GridValue(
                graph.node("Div", patches.name(), length), patches.channels(), patches.height(), patches.width());
    }
}
