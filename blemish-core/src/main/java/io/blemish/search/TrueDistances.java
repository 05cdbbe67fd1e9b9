package io.blemish.search;

import io.blemish.array.FloatMatrix;

/** Puts rows that an approximate search found in order by their true distance. One instance serves one thread. */
final class TrueDistances {
    private final FloatMatrix bank;
    private final float[] row;

    TrueDistances(final FloatMatrix bank) {
        this.bank = bank;
        this.row = new float[bank.columns()];
    }

    /**
     * Writes a query's neighbours.
     *
     * @param queries {@code [count, d]}
     * @param q which of them
     * @param found the rows, the likeliest first, as entries of a {@link Shortlist}
     * @param most how many of them to compare, at least the neighbours that are wanted
     */
    void rerank(final float[] queries, final int q, final long[] found, final int most, final Neighbors neighbors) {
        final NearestList nearest = new NearestList(neighbors.k());
        for (int i = 0; i < Math.min(most, found.length); i++) {
            final int number = Shortlist.number(found[i]);
            final double square = squared(queries, q, number);
            nearest.offer(square, square, number);
        }
        nearest.write(
                number -> squared(queries, q, number), neighbors.indices(), neighbors.distances(), q * neighbors.k());
    }

    private double squared(final float[] queries, final int q, final int number) {
        bank.copyRows(number, 1, row, 0);
        return Distance.squared(queries, q * row.length, row);
    }
}
