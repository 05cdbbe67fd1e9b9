package io.blemish.search;

import io.blemish.array.ByteProduct;
import io.blemish.array.FiniteRows;
import io.blemish.array.FloatMatrix;
import java.util.stream.Stream;

/**
 * One thread's way through a small bank for some queries: a block of rows at a time as one product of bytes, from which
 * each query notes the rows that may be among its nearest.
 */
final class ByteScan implements Pass {
    private static final int RUN = ByteProduct.RUN;

    private final ByteBank bank;
    private final int dimension;
    private final ByteCoder coder;
    private final ByteProduct product;
    private final float[] minima;
    private final float[] scores = new float[RUN];
    private final RowReader rows;
    private final Contenders[] contenders;

    ByteScan(final FloatMatrix rows, final FloatMatrix tails, final ByteBank bank, final int queries) {
        this.bank = bank;
        this.dimension = rows.columns();
        this.coder = bank.coder();
        this.product = new ByteProduct(queries, Math.min(ByteBank.BLOCK, rows.rows()), bank.width());
        this.minima = new float[ByteBank.BLOCK / RUN];
        this.rows = new RowReader(rows, tails);
        this.contenders = Stream.generate(Contenders::new).limit(queries).toArray(Contenders[]::new);
    }

    @Override
    public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
        final Query[] some = new Query[to - from];
        rows.begin();
        for (int q = 0; q < some.length; q++) {
            some[q] = query(queries, from + q, contenders[q], neighbors.k());
            product.put(q, coder.code());
        }
        final ByteProduct.Right[] blocks = bank.blocks();
        for (int b = 0; b < blocks.length; b++) {
            compare(some, b * ByteBank.BLOCK, blocks[b]);
        }
        for (final Query query : some) {
            query.settle(rows);
            query.write(rows, neighbors);
        }
    }

    private Query query(final float[] queries, final int number, final Contenders own, final int k) {
        coder.write(queries, number * dimension);
        if (!Double.isFinite(coder.error())) {
            FiniteRows.require(queries, number, dimension, number);
        }
        return new Query(queries, number, bank.bounds(coder.square(), coder.error()), own, k);
    }

    private void compare(final Query[] queries, final int first, final ByteProduct.Right block) {
        product.multiply(queries.length, block, bank.factor());
        final int runs = block.width() / RUN;
        for (int q = 0; q < queries.length; q++) {
            product.minima().get(q * runs, minima, 0, runs);
            // The most promising run first: what it holds rules most of the others out.
            final int best = smallest(runs);
            look(queries[q], q, first, block, best);
            for (int run = 0; run < runs; run++) {
                if (run != best) {
                    look(queries[q], q, first, block, run);
                }
            }
        }
    }

    private int smallest(final int runs) {
        int best = 0;
        for (int run = 1; run < runs; run++) {
            if (minima[run] < minima[best]) {
                best = run;
            }
        }
        return best;
    }

    private void look(final Query query, final int q, final int first, final ByteProduct.Right block, final int run) {
        if (query.admits(minima[run])) {
            final int from = run * RUN;
            final int count = Math.min(RUN, block.rows() - from);
            product.product().get(q * block.width() + from, scores, 0, count);
            query.look(first + from, scores, count, minima[run], rows);
        }
    }
}
