package io.blemish.detector.spade;

import io.blemish.array.FloatMatrix;
import io.blemish.embedding.Patches;
import io.blemish.search.exact.ExactIndex;

/**
 * SPADE's normal pictures. All may be mapped and larger than memory.
 *
 * @param patches of every picture, {@code [pictures * patchesPerPicture, d]}
 * @param index of these patches
 * @param pooled the last layer's mean over each picture, {@code [pictures, channels]}
 */
record SpadeGallery(FloatMatrix patches, ExactIndex index, FloatMatrix pooled) {
    /** How many pictures. */
    int pictures() {
        return pooled.rows();
    }

    /** Positions of a picture's grid. */
    int patchesPerPicture() {
        return patches.rows() / pooled.rows();
    }

    /** The patches of some pictures, with their index; nothing is computed anew. */
    SpadeGallery select(final int[] some) {
        final int each = patchesPerPicture();
        return new SpadeGallery(patches.blocks(some, each), index.blocks(some, each), pooled.select(some));
    }

    /**
     * The last layer's mean over a picture. It is taken over the grid of patches, onto which the layer was upsampled; where
     * the one grid's sides are multiples of the other's, that is the layer's own mean.
     *
     * @param patches of one picture, the last layer's channels at the end
     * @param channels of the last layer
     */
    static float[] pool(final Patches patches, final int channels) {
        return patches.meansOfLast(channels);
    }
}
