package io.blemish.detector.rad;

import io.blemish.array.FloatMatrix;
import io.blemish.embedding.Patches;
import io.blemish.embedding.UnitVector;

/**
 * The normal pictures. All may be mapped and larger than memory.
 *
 * @param patches of every picture, the part of each layer by which patches are compared of length 1: {@code [pictures *
 *     patchesPerPicture, d]}
 * @param pooled the mean of the last layer over each picture, of length 1: {@code [pictures, channels]}
 */
record Gallery(FloatMatrix patches, FloatMatrix pooled) {
    int pictures() {
        return pooled.rows();
    }

    int patchesPerPicture() {
        return patches.rows() / pooled.rows();
    }

    /**
     * By which pictures are compared: the mean of the last layer, of length 1. The paper takes the class token of a
     * transformer, which is such a layer too; this takes what every network has.
     *
     * @param patches of one picture, as the embedder makes them
     * @param channels of the last layer
     */
    static float[] pool(final Patches patches, final int channels) {
        final float[] pooled = patches.meansOfLast(channels);
        UnitVector.normalise(pooled, 0, channels);
        return pooled;
    }
}
