package io.blemish.search.exact;

import io.blemish.array.ByteProduct;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.exact.int8.Int8Searcher;
import io.blemish.search.exact.int8.QuantizedBank;
import io.blemish.search.vector.ParallelSearch;
import io.blemish.search.vector.Searcher;
import java.util.function.Supplier;

/** Prepares exact searches, each by the faster one of two ways with the same result: in bytes or along principal axes. */
final class ExactSearch {
    /** Queries of one product at most: half of the patches of a picture of 224 × 224 pixels, and some more. */
    private static final int QUERIES = 400;

    /** Above this many values the few axes are about as fast as bytes, and making the bytes would slow opening a model. */
    private static final long LARGEST_IN_BYTES = 6L << 20;

    private ExactSearch() {}

    static NeighborSearch over(final FloatMatrix bank, final ExactIndex index, final Workers workers) {
        return isFasterInBytes(bank) ? inBytes(bank, index, workers) : alongAxes(bank, index, workers);
    }

    /**
     * Searches a bank.
     *
     * @param mean of the bank, only asked for if it is searched in bytes
     * @param index of the bank, only asked for if it is searched along axes
     */
    static NeighborSearch over(
            final FloatMatrix bank,
            final Supplier<float[]> mean,
            final Supplier<ExactIndex> index,
            final Workers workers) {
        return isFasterInBytes(bank)
                ? inBytes(bank, mean.get(), index, workers)
                : alongAxes(bank, index.get(), workers);
    }

    /** Bytes are faster if the bank is small and the processor adds products of bytes in 32 bits. */
    static boolean isFasterInBytes(final FloatMatrix bank) {
        final boolean small = (long) bank.rows() * bank.columns() <= LARGEST_IN_BYTES;
        return small && ByteProduct.accumulatesIn32Bits();
    }

    static NeighborSearch inBytes(final FloatMatrix bank, final ExactIndex index, final Workers workers) {
        requireOf(bank, index);
        return inBytes(bank, index.axes().mean().row(0), () -> index, workers);
    }

    /** Searches in bytes; along axes if the bank's values are too large for bytes. */
    private static NeighborSearch inBytes(
            final FloatMatrix bank, final float[] mean, final Supplier<ExactIndex> index, final Workers workers) {
        return QuantizedBank.of(bank, mean, workers)
                .map(quantized -> search(bank, workers, () -> new Int8Searcher(bank, quantized, QUERIES)))
                .orElseGet(() -> alongAxes(bank, index.get(), workers));
    }

    static NeighborSearch alongAxes(final FloatMatrix bank, final ExactIndex index, final Workers workers) {
        requireOf(bank, index);
        final Projector projector = new Projector(index.axes(), index.leadingAxes());
        return search(bank, workers, () -> new AxesSearcher(bank, index, projector, QUERIES));
    }

    private static void requireOf(final FloatMatrix bank, final ExactIndex index) {
        requireShape(bank, index.leading().rows(), index.axes().dimension());
    }

    /** Checks that a bank has the shape of the one that an index was built of. */
    static void requireShape(final FloatMatrix bank, final int rows, final int columns) {
        if (bank.rows() != rows || bank.columns() != columns) {
            throw new IllegalArgumentException("the index is not of this bank");
        }
    }

    private static NeighborSearch search(
            final FloatMatrix bank, final Workers workers, final Supplier<Searcher> searchers) {
        return new ParallelSearch(bank, workers, count -> share(count, workers.threads()), searchers);
    }

    /** Queries for each thread at a time: equal shares, none too large. */
    private static int share(final int count, final int threads) {
        final int turns = (count + threads * QUERIES - 1) / (threads * QUERIES);
        final int shares = Math.max(1, turns * threads);
        return Math.max(1, (count + shares - 1) / shares);
    }
}
