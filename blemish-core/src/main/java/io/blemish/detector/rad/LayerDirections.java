package io.blemish.detector.rad;

import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import io.blemish.embedding.UnitVector;
import java.util.List;

/**
 * Brings each layer's part of a patch to length 1, so that a product of two is their cosine. What comes after these layers is left
 * out.
 *
 * @param channels how many each layer has, in their order
 */
record LayerDirections(List<Integer> channels) implements PatchFunction<Patches> {
    /** How many channels these layers have together. */
    int dimension() {
        return channels.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public Patches apply(final Patches patches) {
        final int dimension = dimension();
        final float[] values = new float[patches.count() * dimension];
        for (int p = 0; p < patches.count(); p++) {
            System.arraycopy(patches.values(), p * patches.dimension(), values, p * dimension, dimension);
        }
        int first = 0;
        for (final int layer : channels) {
            for (int from = first; from < values.length; from += dimension) {
                UnitVector.normalise(values, from, layer);
            }
            first += layer;
        }
        return new Patches(patches.height(), patches.width(), dimension, values);
    }
}
