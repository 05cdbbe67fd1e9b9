package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;

/**
 * Finds exact nearest neighbours: those of brute force, with the same distances, by comparing every query with every
 * row until a partial sum exceeds the best distance so far.
 */
public final class ExactSearch implements NeighborSearch {
    private static final int QUERIES = 16;
    private static final int ROWS = 64;
    private static final int STRIDE = 32;

    private final FloatMatrix bank;
    private final Workers workers;

    private ExactSearch(final FloatMatrix bank, final Workers workers) {
        this.bank = bank;
        this.workers = workers;
    }

    /**
     * Prepares a bank for searching.
     *
     * @param bank {@code [n, d]}, kept and not changed
     * @param workers threads to use, not closed here; the neighbours do not depend on them
     */
    public static ExactSearch over(final FloatMatrix bank, final Workers workers) {
        return new ExactSearch(bank, workers);
    }

    @Override
    public int size() {
        return bank.rows();
    }

    @Override
    public int dimension() {
        return bank.columns();
    }

    @Override
    public Neighbors search(final float[] queries, final int count, final int k) {
        if (k < 1 || k > size()) {
            throw new IllegalArgumentException("cannot find " + k + " neighbours in a bank of " + size());
        }
        final int[] indices = new int[Math.multiplyExact(count, k)];
        final float[] distances = new float[indices.length];
        workers.forBlocks(count, QUERIES, (from, to) -> {
            final NearestList[] lists = new NearestList[to - from];
            for (int q = from; q < to; q++) {
                lists[q - from] = new NearestList(k);
            }
            compare(queries, from, lists);
            for (int q = from; q < to; q++) {
                lists[q - from].write(indices, distances, q * k);
            }
        });
        return new Neighbors(k, indices, distances);
    }

    private void compare(final float[] queries, final int from, final NearestList[] lists) {
        final float[] rows = new float[ROWS * dimension()];
        for (int first = 0; first < size(); first += ROWS) {
            final int rowCount = Math.min(ROWS, size() - first);
            bank.copyRows(first, rowCount, rows, 0);
            for (int q = 0; q < lists.length; q++) {
                for (int r = 0; r < rowCount; r++) {
                    final double distance = squaredDistance(queries, from + q, rows, r, lists[q].bound());
                    lists[q].offer(distance, first + r);
                }
            }
        }
    }

    private double squaredDistance(
            final float[] queries, final int query, final float[] rows, final int row, final double bound) {
        final int dimension = dimension();
        final int qi = query * dimension;
        final int ri = row * dimension;
        double sum = 0;
        for (int d = 0; d < dimension && sum < bound; d += STRIDE) {
            final int end = Math.min(dimension, d + STRIDE);
            for (int e = d; e < end; e++) {
                final double difference = (double) queries[qi + e] - rows[ri + e];
                sum += difference * difference;
            }
        }
        return sum;
    }

    @Override
    public void close() {
        // Nothing is held: the bank and the workers belong to the caller.
    }
}
