package io.blemish.search;

/**
 * Nearest neighbours of some queries, nearest first.
 *
 * @param k neighbours for each query
 * @param indices rows of the bank, {@code [queries, k]}
 * @param distances Euclidean distances (not squared), {@code [queries, k]}
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are handed over, never shared
public record Neighbors(int k, int[] indices, float[] distances) {}
