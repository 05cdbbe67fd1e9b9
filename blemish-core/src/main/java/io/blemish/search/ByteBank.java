package io.blemish.search;

import io.blemish.array.ByteProduct;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.Optional;

/**
 * A small bank in bytes, made when the bank is opened. Its products with queries in bytes are exact sums of all dimensions,
 * and cost no more than those of single precision over a quarter of them.
 *
 * <p>With b = μ + b̂ + e_b and q = μ + q̂ + e_q, ‖q - b‖ ≥ ‖q̂ - b̂‖ - ‖e_q‖ - ‖e_b‖.
 *
 * <p>Patches of magnetic tiles, 384 values each, in a bank of 6,000: a query is left with 5 rows on average to be
 * compared in full, where 96 axes leave hundreds. Of 1,536 values each, a bank of 800 takes 0.67 times as long as along axes,
 * one of 1,600 takes 0.84 and one of 2,500 takes 0.95 times.
 */
final class ByteBank {
    /** Rows of one product: with 400 queries its result fits a core's own cache. */
    static final int BLOCK = 256;

    /** Values above which the sketches' few axes are the quicker way, and making the bytes would be felt. */
    private static final long LARGEST = 1L << 23;

    /** Values of a row at most that call it short. Of a longer one a few axes hold more, and the errors of all values add up. */
    private static final int SHORT_ROW = 512;

    /** As above, of longer rows. */
    private static final long LARGEST_OF_LONG_ROWS = 3L << 20;

    /** Squares of values up to this stay within single precision. */
    private static final float LARGEST_VALUE = 0x1p50f;

    /** Keeps a scale from underflowing where all rows are alike. */
    private static final float LEAST_SCALE = 0x1p-50f;

    /** Of the bank's largest value, up to which a query's are written; few are beyond, and finer steps serve all others. */
    private static final float QUERY_RANGE = 0.5f;

    /** More than all that underflow can take from a square. */
    private static final double UNDERFLOW = 1e-30;

    private static final double DOUBLE_ROUNDING = 1e-11;

    private final float[] mean;
    private final float scale;
    private final float queryScale;
    private final ByteProduct.Right[] blocks;
    private final double[] errors;
    private final double[] reaches;
    private double error;
    private double reach;

    private ByteBank(final FloatMatrix bank, final float[] mean, final float largest) {
        this.mean = mean;
        this.scale = Math.max(LEAST_SCALE, largest / ByteProduct.largest());
        this.queryScale = Math.max(LEAST_SCALE, largest * QUERY_RANGE / Byte.MAX_VALUE);
        this.blocks = new ByteProduct.Right[(bank.rows() + BLOCK - 1) / BLOCK];
        this.errors = new double[blocks.length];
        this.reaches = new double[blocks.length];
    }

    /** Whether comparing in bytes is quicker, on this processor, than along axes. */
    static boolean pays(final FloatMatrix bank) {
        final long most = bank.columns() <= SHORT_ROW ? LARGEST : LARGEST_OF_LONG_ROWS;
        return (long) bank.rows() * bank.columns() <= most && ByteProduct.inOneStep();
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
        final float largest = largest(bank, mean);
        if (!(largest < LARGEST_VALUE)) {
            return Optional.empty();
        }
        final ByteBank bytes = new ByteBank(bank, mean, largest);
        workers.forEach(bytes.blocks.length, block -> bytes.write(bank, block));
        for (int b = 0; b < bytes.blocks.length; b++) {
            bytes.error = Math.max(bytes.error, bytes.errors[b]);
            bytes.reach = Math.max(bytes.reach, bytes.reaches[b]);
        }
        return Optional.of(bytes);
    }

    private static float largest(final FloatMatrix bank, final float[] mean) {
        float largest = 0;
        for (int row = 0; row < bank.rows(); row++) {
            final float[] values = bank.row(row);
            for (int d = 0; d < mean.length; d++) {
                largest = Math.max(largest, Math.abs(values[d] - mean[d]));
            }
        }
        return largest;
    }

    private void write(final FloatMatrix bank, final int block) {
        final int first = block * BLOCK;
        final int count = Math.min(BLOCK, bank.rows() - first);
        final ByteProduct.Right rows = new ByteProduct.Right(count, mean.length);
        final ByteCoder coder = new ByteCoder(mean, scale, ByteProduct.largest());
        for (int i = 0; i < count; i++) {
            coder.write(bank.row(first + i), 0);
            rows.put(i, coder.code(), (float) coder.square());
            errors[block] = Math.max(errors[block], coder.error());
            reaches[block] = Math.max(reaches[block], Math.sqrt(coder.square()));
        }
        blocks[block] = rows;
    }

    /** Writes queries. */
    ByteCoder coder() {
        return new ByteCoder(mean, queryScale, Byte.MAX_VALUE);
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
