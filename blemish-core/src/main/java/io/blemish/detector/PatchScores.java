package io.blemish.detector;

/**
 * How far the patches of one picture are from the normal.
 *
 * @param score of the picture
 * @param height of the grid of patches
 * @param width of the grid of patches
 * @param distances of each patch, row by row: {@code [height, width]}; not to be changed
 * @param nearest for each patch the memory bank's entry nearest to it; empty where the detector keeps no patches; not to
 *     be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record PatchScores(float score, int height, int width, float[] distances, int[] nearest) {}
