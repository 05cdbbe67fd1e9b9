package io.blemish.search.vector;

import io.blemish.array.FloatMatrix;
import io.blemish.search.Neighbors;

/** Orders the rows that an approximate search found by their true distances. One instance serves one thread. */
public final class Reranker {
    private final FloatMatrix bank;
    private final float[] row;

    /**
     * Prepares.
     *
     * @param bank {@code [n, d]}
     */
    public Reranker(final FloatMatrix bank) {
        this.bank = bank;
        this.row = new float[bank.columns()];
    }

    /**
     * Writes the neighbours of a query.
     *
     * @param queries {@code [count, d]}
     * @param query which of them
     * @param found {@link ScoredRow}s, the smallest first
     * @param most how many of them to compare, at least as many as neighbours are wanted
     * @param neighbors receives the neighbours
     */
    public void rerank(
            final float[] queries, final int query, final long[] found, final int most, final Neighbors neighbors) {
        final ExactTopK nearest = new ExactTopK(neighbors.k());
        for (int i = 0; i < Math.min(most, found.length); i++) {
            final int number = ScoredRow.row(found[i]);
            final double square = squared(queries, query, number);
            nearest.offer(square, square, number);
        }
        nearest.write(number -> squared(queries, query, number), query, neighbors);
    }

    private double squared(final float[] queries, final int query, final int number) {
        bank.copyRows(number, 1, row, 0);
        return Distance.squared(queries, query * row.length, row);
    }
}
