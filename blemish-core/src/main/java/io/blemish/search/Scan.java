package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import java.util.stream.Stream;

/**
 * One thread's way through the bank for some queries: the heads of a block of rows at a time as one product, from which
 * each query notes the rows that may be among its nearest.
 */
final class Scan implements Pass {
    /** Rows of one product: with 400 queries its result fits a core's own cache. */
    private static final int BLOCK = 256;

    private final FloatMatrix bank;
    private final SearchIndex index;
    private final Sketcher sketcher;
    private final MatrixProduct product;
    private final float[] minima;
    private final float[] scores = new float[BLOCK];
    private final RowReader rows;
    private final Contenders[] contenders;

    Scan(final FloatMatrix bank, final SearchIndex index, final Sketcher sketcher, final int queries) {
        final int block = Math.min(BLOCK, bank.rows());
        this.bank = bank;
        this.index = index;
        this.sketcher = sketcher;
        this.product = new MatrixProduct(queries, block, sketcher.headWidth());
        this.minima = new float[queries];
        this.rows = new RowReader(bank, index.tails());
        this.contenders = Stream.generate(Contenders::new).limit(queries).toArray(Contenders[]::new);
    }

    @Override
    public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
        final Sketcher.Sketches sketches = sketcher.sketch(queries, from, to - from);
        final Query[] some = new Query[to - from];
        rows.begin();
        for (int q = 0; q < some.length; q++) {
            final SketchBounds bounds = new SketchBounds(sketcher, index, sketches, q);
            some[q] = new Query(queries, from + q, bounds, contenders[q], neighbors.k());
            product.left().put(bounds.left());
        }
        final int blocks = (bank.rows() + BLOCK - 1) / BLOCK;
        for (int b = 0; b < blocks; b++) {
            final int first = b * BLOCK;
            compare(some, first, Math.min(BLOCK, bank.rows() - first));
        }
        for (final Query query : some) {
            query.settle(rows);
            query.write(rows, neighbors);
        }
    }

    private void compare(final Query[] queries, final int first, final int count) {
        product.right().put(index.heads().view(first, count));
        product.multiply(queries.length, count);
        product.minima().get(minima, 0, queries.length);
        for (int q = 0; q < queries.length; q++) {
            if (queries[q].admits(minima[q])) {
                product.product().get(q * count, scores, 0, count);
                queries[q].look(first, scores, count, minima[q], rows);
            }
        }
    }
}
