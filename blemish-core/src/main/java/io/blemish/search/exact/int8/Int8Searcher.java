package io.blemish.search.exact.int8;

import io.blemish.array.ByteProduct;
import io.blemish.array.FiniteRows;
import io.blemish.array.FloatMatrix;
import io.blemish.search.Neighbors;
import io.blemish.search.exact.pruning.Query;
import io.blemish.search.exact.pruning.RowComparer;
import io.blemish.search.vector.CandidateQueue;
import io.blemish.search.vector.Searcher;
import java.util.stream.Stream;

/** Searches a small bank in bytes: the scores of a block of rows and all queries are one product of bytes. */
public final class Int8Searcher implements Searcher {
    private static final int RUN = ByteProduct.RUN;

    private final QuantizedBank quantized;
    private final int dimension;
    private final ScalarQuantizer quantizer;
    private final ByteProduct product;
    private final float[] minima;
    private final float[] scores = new float[RUN];
    private final RowComparer rows;
    private final CandidateQueue[] candidates;

    /**
     * Allocates buffers.
     *
     * @param bank {@code [n, d]}
     * @param quantized that bank in bytes
     * @param queries how many queries are searched for at once, at most
     */
    public Int8Searcher(final FloatMatrix bank, final QuantizedBank quantized, final int queries) {
        this.quantized = quantized;
        this.dimension = bank.columns();
        this.quantizer = quantized.queryQuantizer();
        this.product = new ByteProduct(queries, Math.min(QuantizedBank.BLOCK, bank.rows()), quantized.width());
        this.minima = new float[QuantizedBank.BLOCK / RUN];
        this.rows = new RowComparer(bank);
        this.candidates = Stream.generate(CandidateQueue::new).limit(queries).toArray(CandidateQueue[]::new);
    }

    @Override
    public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
        final Query[] some = new Query[to - from];
        rows.begin(queries);
        for (int q = 0; q < some.length; q++) {
            some[q] = query(queries, from + q, candidates[q], neighbors.k());
            product.put(q, quantizer.code());
        }
        final ByteProduct.Right[] blocks = quantized.blocks();
        for (int b = 0; b < blocks.length; b++) {
            scan(some, b * QuantizedBank.BLOCK, blocks[b]);
        }
        for (final Query query : some) {
            query.finish(neighbors);
        }
    }

    private Query query(final float[] queries, final int number, final CandidateQueue queue, final int k) {
        quantizer.quantize(queries, number * dimension);
        if (!Double.isFinite(quantizer.error())) {
            FiniteRows.require(queries, number, dimension, number);
        }
        return new Query(number, quantized.bounds(quantizer.squaredNorm(), quantizer.error()), rows, queue, k);
    }

    private void scan(final Query[] queries, final int first, final ByteProduct.Right block) {
        product.multiply(queries.length, block, quantized.factor());
        final int runs = block.width() / RUN;
        for (int q = 0; q < queries.length; q++) {
            product.minima().get(q * runs, minima, 0, runs);
            // The run with the smallest score comes first, since its rows rule most of the others out.
            final int best = smallest(runs);
            scan(queries[q], q, first, block, best);
            for (int run = 0; run < runs; run++) {
                if (run != best) {
                    scan(queries[q], q, first, block, run);
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

    private void scan(final Query query, final int q, final int first, final ByteProduct.Right block, final int run) {
        if (query.admits(minima[run])) {
            final int from = run * RUN;
            final int count = Math.min(RUN, block.rows() - from);
            product.product().get(q * block.width() + from, scores, 0, count);
            query.scan(first + from, scores, count, minima[run]);
        }
    }
}
