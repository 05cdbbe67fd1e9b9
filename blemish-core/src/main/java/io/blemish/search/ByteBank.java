package io.blemish.search;

import io.blemish.array.ByteProduct;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.Optional;

/**
 * A small bank in bytes, made when the bank is opened: an {@link Excerpt} of each row. Its products with queries in bytes
 * are exact sums, and cost no more than those of single precision over a quarter of the values.
 *
 * <p>With excerpts b = μ + b̂ + e_b and q = μ + q̂ + e_q, ‖q - b‖ ≥ ‖q̂ - b̂‖ - ‖e_q‖ - ‖e_b‖, and the vectors are no nearer.
 *
 * <p>Patches of magnetic tiles, 384 values each, in a bank of 6,000: a query is left with 5 rows on average to be
 * compared in full, where 96 axes leave hundreds, in 0.71 times the time. Of 1,536 values each, a bank of 800 takes 0.56 times
 * as long as along axes, one of 1,600 takes 0.66, of 4,000 takes 0.82 and of 6,000 takes 0.93 times.
 */
final class ByteBank {
    /** Rows of one product, as many as most small banks have: what is nearest by all scores rules the most others out. */
    static final int BLOCK = 2048;

    /** Rows that a thread writes at a time: whole cache lines of each column. */
    private static final int SHARE = 64;

    /** Values above which the sketches' few axes are about as quick, and making the bytes would be felt. */
    private static final long LARGEST = 6L << 20;

    /** Squares of values up to this stay within single precision. */
    private static final float LARGEST_VALUE = 0x1p50f;

    /** Keeps a scale from underflowing where all rows are alike. */
    private static final float LEAST_SCALE = 0x1p-50f;

    /** Of the bank's largest value, up to which a query's are written; few are beyond, and finer steps serve all others. */
    private static final float QUERY_RANGE = 0.5f;

    /** More than all that underflow can take from a square. */
    private static final double UNDERFLOW = 1e-30;

    private static final double DOUBLE_ROUNDING = 1e-11;

    private final Excerpt excerpt;
    private final float scale;
    private final float queryScale;
    private final ByteProduct.Right[] blocks;
    private double error;
    private double reach;

    private ByteBank(final FloatMatrix bank, final Excerpt excerpt) {
        this.excerpt = excerpt;
        this.scale = Math.max(LEAST_SCALE, excerpt.largest() / ByteProduct.largest());
        this.queryScale = Math.max(LEAST_SCALE, excerpt.largest() * QUERY_RANGE / Byte.MAX_VALUE);
        this.blocks = new ByteProduct.Right[(bank.rows() + BLOCK - 1) / BLOCK];
    }

    /** Whether comparing in bytes is quicker, on this processor, than along axes. */
    static boolean pays(final FloatMatrix bank) {
        return (long) bank.rows() * bank.columns() <= LARGEST && ByteProduct.inOneStep();
    }

    /**
     * Makes one.
     *
     * @param bank finite
     * @param mean of the bank, about
     * @param workers threads to use
     * @return empty where the bank has too large values
     */
    static Optional<ByteBank> of(final FloatMatrix bank, final float[] mean, final Workers workers) {
        final Excerpt excerpt = Excerpt.of(bank, mean);
        if (!(excerpt.largest() < LARGEST_VALUE)) {
            return Optional.empty();
        }
        final ByteBank bytes = new ByteBank(bank, excerpt);
        for (int block = 0; block < bytes.blocks.length; block++) {
            bytes.write(bank, block, workers);
        }
        return Optional.of(bytes);
    }

    private void write(final FloatMatrix bank, final int block, final Workers workers) {
        final int first = block * BLOCK;
        final ByteProduct.Right rows = new ByteProduct.Right(Math.min(BLOCK, bank.rows() - first), excerpt.length());
        workers.forBlocks(rows.rows(), SHARE, (from, to) -> {
            final ByteCoder coder = new ByteCoder(excerpt, scale, ByteProduct.largest());
            double largestError = 0;
            double largestSquare = 0;
            for (int i = from; i < to; i++) {
                coder.write(bank.row(first + i), 0);
                rows.put(i, coder.code(), (float) coder.square());
                largestError = Math.max(largestError, coder.error());
                largestSquare = Math.max(largestSquare, coder.square());
            }
            note(largestError, Math.sqrt(largestSquare));
        });
        blocks[block] = rows;
    }

    private synchronized void note(final double largestError, final double longest) {
        error = Math.max(error, largestError);
        reach = Math.max(reach, longest);
    }

    /** Values of a row in bytes. */
    int width() {
        return excerpt.length();
    }

    /** Writes queries. */
    ByteCoder coder() {
        return new ByteCoder(excerpt, queryScale, Byte.MAX_VALUE);
    }

    /** The rows in blocks of {@link #BLOCK}, their squares as offsets. */
    ByteProduct.Right[] blocks() {
        return blocks;
    }

    /** What to multiply a query's product with a row by, so that it becomes a score. */
    float factor() {
        return -2 * queryScale * scale;
    }

    /**
     * What the scores of a query say.
     *
     * @param squared of the query in bytes
     * @param missed the length of its error
     */
    Query.Bounds bounds(final double squared, final double missed) {
        return new Query.Bounds() {
            @Override
            public double square() {
                return squared;
            }

            @Override
            public double threshold(final double nearest) {
                final double distance = Math.sqrt(nearest) * (1 + DOUBLE_ROUNDING) + missed + error;
                final double norms = Math.sqrt(squared) + reach;
                return distance * distance + ByteProduct.rounding() * norms * norms + UNDERFLOW;
            }

            @Override
            public float refined(final int other, final float score, final float limit, final RowReader rows) {
                return score;
            }
        };
    }
}
