package io.blemish.detector.rad;

import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import java.util.List;

/**
 * Brings each layer's part of a patch to length 1, so that a product of two is their cosine. What comes after these layers is left
 * out.
 *
 * @param channels how many each layer has, in their order
 */
record LayerDirections(List<Integer> channels) implements PatchFunction<Patches> {
    /** A part is at least divided by this, as in torch's {@code normalize}: one that is zero stays so. */
    private static final double SHORTEST = 1e-12;

    @Override
    public Patches apply(final Patches patches) {
        final int dimension = channels.stream().mapToInt(Integer::intValue).sum();
        final float[] values = new float[patches.count() * dimension];
        for (int p = 0; p < patches.count(); p++) {
            System.arraycopy(patches.values(), p * patches.dimension(), values, p * dimension, dimension);
        }
        int first = 0;
        for (final int layer : channels) {
            for (int from = first; from < values.length; from += dimension) {
                normalise(values, from, layer);
            }
            first += layer;
        }
        return new Patches(patches.height(), patches.width(), dimension, values);
    }

    /** Brings some values to length 1, in place. */
    static void normalise(final float[] values, final int from, final int count) {
        double square = 0;
        for (int i = from; i < from + count; i++) {
            square += (double) values[i] * values[i];
        }
        final float share = (float) (1 / Math.max(Math.sqrt(square), SHORTEST));
        for (int i = from; i < from + count; i++) {
            values[i] *= share;
        }
    }
}
