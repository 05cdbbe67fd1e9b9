package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.parallel.Workers;
import io.blemish.search.vector.Distance;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often an approximate search finds the nearest entry of a bank: recall@1.
 *
 * @param at1 the share of the queries for which the search found the nearest entry or one as near, in {@code [0, 1]}
 * @param queries how many queries were tried
 */
public record Recall(double at1, int queries) {
    /** {@return the end of an index's description for people} */
    public String summary() {
        return String.format(Locale.ROOT, "; recall@1 %.3f of %,d held-out patches", at1, queries);
    }

    /** Queries of a product; the same for any number of threads, so that rounding does not depend on it. */
    private static final int QUERIES = 128;

    private static final int ROWS = 512;

    /** Single precision may confuse the order of entries whose squared distances differ by less than this, relatively. */
    private static final double CLOSE = 1e-6;

    /**
     * Measures the recall of a search by comparing each query with every entry.
     *
     * @param search over the bank
     * @param bank {@code [n, d]}
     * @param sample the queries, {@code [count, d]}, at least one
     * @param workers threads to use; the result does not depend on them
     * @return the share of the queries for which the search finds the nearest entry
     */
    public static Recall of(
            final NeighborSearch search, final FloatMatrix bank, final FloatMatrix sample, final Workers workers) {
        final int count = sample.rows();
        final float[] queries = new float[Math.multiplyExact(count, bank.columns())];
        sample.copyRows(0, count, queries, 0);
        final int[] found = search.search(queries, count, 1).indices();
        final int[] nearest = new int[count];
        workers.forBlocks(count, QUERIES, (from, to) -> find(bank, queries, from, to, nearest));
        final long hits = IntStream.range(0, count)
                .filter(q -> squared(bank, queries, q, found[q]) <= squared(bank, queries, q, nearest[q]) * (1 + CLOSE))
                .count();
        return new Recall((double) hits / count, count);
    }

    private static double squared(final FloatMatrix bank, final float[] queries, final int q, final int row) {
        return Distance.squared(queries, q * bank.columns(), bank.row(row));
    }

    /** Finds the row of the smallest ‖b‖² - 2q·b for each query. */
    private static void find(
            final FloatMatrix bank, final float[] queries, final int from, final int to, final int[] nearest) {
        final int width = bank.columns();
        final MatrixProduct product = new MatrixProduct(to - from, ROWS, width + 1);
        for (int i = from * width; i < to * width; i++) {
            product.left().put(-2 * queries[i]);
            if ((i + 1) % width == 0) {
                product.left().put(1);
            }
        }
        final float[] least = new float[to - from];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (int first = 0; first < bank.rows(); first += ROWS) {
            final int count = Math.min(ROWS, bank.rows() - first);
            for (int r = 0; r < count; r++) {
                final float[] row = bank.row(first + r);
                product.right().put(row).put(Distance.squaredNorm(row, 0, width));
            }
            product.multiply(to - from, count);
            for (int q = 0; q < to - from; q++) {
                if (product.minima().get(q) < least[q]) {
                    least[q] = product.minima().get(q);
                    nearest[from + q] = first + indexOf(least[q], product, q * count);
                }
            }
        }
    }

    private static int indexOf(final float score, final MatrixProduct product, final int from) {
        int i = 0;
        while (product.product().get(from + i) != score) {
            i++;
        }
        return i;
    }
}
