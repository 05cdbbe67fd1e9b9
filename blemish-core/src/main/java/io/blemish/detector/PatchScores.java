package io.blemish.detector;

import java.util.Arrays;

/** How far the patches of one picture are from the normal. */
public final class PatchScores {
    private final float score;
    private final int height;
    private final int width;
    private final float[] distances;
    private final int[] nearest;

    /**
     * The scores of one picture.
     *
     * @param score of the picture
     * @param height of the grid of patches
     * @param width of the grid of patches
     * @param distances of each patch, {@code [height, width]}; kept, and not to be changed
     * @param nearest for each patch the entry of the memory bank nearest to it; empty if the detector keeps no patches or is an
     *     ensemble; kept, and not to be changed
     */
    public PatchScores(
            final float score, final int height, final int width, final float[] distances, final int[] nearest) {
        if ((long) height * width != distances.length) {
            throw new IllegalArgumentException(
                    "a grid of " + height + "x" + width + " patches does not have " + distances.length + " distances");
        }
        this.score = score;
        this.height = height;
        this.width = width;
        this.distances = distances;
        this.nearest = nearest;
    }

    /** {@return the same without the nearest entries} */
    public PatchScores withoutNearest() {
        return new PatchScores(score, height, width, distances, new int[0]);
    }

    /**
     * {@return the same where patches that do not show the picture have the distance 0}
     *
     * @param outside which patches do not, {@code [height, width]}
     */
    public PatchScores without(final boolean[] outside) {
        final float[] kept = distances.clone();
        for (int i = 0; i < kept.length; i++) {
            if (outside[i]) {
                kept[i] = 0;
            }
        }
        return new PatchScores(score, height, width, kept, nearest);
    }

    /** {@return the score of the picture} */
    public float score() {
        return score;
    }

    /** {@return the number of rows of the grid of patches} */
    public int height() {
        return height;
    }

    /** {@return the number of columns of the grid of patches} */
    public int width() {
        return width;
    }

    /** {@return the distance of each patch, row by row: {@code [height, width]}; not to be changed} */
    public float[] distances() {
        return distances;
    }

    /** {@return the median distance of the patches: a defect, which few patches see, hardly moves it} */
    public float typicalDistance() {
        final float[] sorted = distances.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * {@return for each patch the number of the entry nearest to it, {@code [height, width]}; empty if the detector keeps no
     * patches or is an ensemble; not to be changed}
     */
    public int[] nearest() {
        return nearest;
    }
}
