package io.blemish.detector.anomalydino;

import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;

/** Brings every patch to length 1, so that the distance of two depends on their cosine alone. */
record UnitLength() implements PatchFunction<Patches> {
    /** A patch is at least divided by this, as in torch's {@code normalize}: one that is zero stays so. */
    private static final float SHORTEST = 1e-12f;

    @Override
    public Patches apply(final Patches patches) {
        final float[] values = patches.values().clone();
        final int dimension = patches.dimension();
        for (int from = 0; from < values.length; from += dimension) {
            double square = 0;
            for (int i = from; i < from + dimension; i++) {
                square += (double) values[i] * values[i];
            }
            final float share = (float) (1 / Math.max(Math.sqrt(square), SHORTEST));
            for (int i = from; i < from + dimension; i++) {
                values[i] *= share;
            }
        }
        return new Patches(patches.height(), patches.width(), dimension, values);
    }

    /** Adds the nodes that bring the patches of pictures to length 1. */
    GridValue of(final GraphAssembly graph, final GridValue patches) {
        final String length =
                graph.node("Max", graph.reduce("ReduceL2", patches.name(), true, 1), graph.number(SHORTEST));
        return new GridValue(
                graph.node("Div", patches.name(), length), patches.channels(), patches.height(), patches.width());
    }
}
