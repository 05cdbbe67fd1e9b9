package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.Optional;

/**
 * Finds exact nearest neighbours: those of brute force, with the same distances, for a fraction of the work.
 *
 * <p>The bank is rotated to its principal axes when it is fitted. A row's first 96 to 256 coordinates there, with the norm
 * of the rest, give a distance that never exceeds the true one ({@link Sketcher}). Those of a block of rows to some queries
 * are one product of matrices ({@link Scan}). What they do not rule out is compared along more axes, 160 at most, and what is
 * left then, the likeliest first, in full ({@link Query}).
 *
 * <p>Patches of magnetic tiles, 1,536 values each, in banks that the coreset chose: of 1,600 rows the heads leave 20 to
 * 80, the tails 5 to 13; of 16,000 rows 10 to 430 and 2 to 45, the more the farther a patch is from all that is normal.
 * With 64 to 160 axes in the head, and 192 to 384 in all, times differ by less than a tenth; of 2,000 rows, 192 in the head
 * take a tenth less time than 96.
 *
 * <p>A small bank is compared in bytes instead, by nearly all of its values ({@link ByteBank}), where the processor multiplies
 * fast enough. With 5,974 rows of 384 values and 784 queries, a processor of AVX2 alone takes 26 ms along axes and 34 ms
 * in bytes.
 *
 * <p>Distances are of the vectors as given, in double precision, rounded once; of rows equally near the one with the
 * lowest index comes first. Everything in single precision only discards, with its rounding allowed for at its worst.
 */
public final class ExactSearch implements NeighborSearch {
    /** Queries of one product at most: half of the patches of a picture of 224 × 224 pixels, and some. */
    private static final int QUERIES = 400;

    private final FloatMatrix bank;
    private final SearchIndex index;
    private final Sketcher sketcher;
    private final Workers workers;
    private final Optional<ByteBank> bytes;
    private final Passes passes;

    private ExactSearch(final FloatMatrix bank, final SearchIndex index, final Workers workers, final boolean inBytes) {
        this.bank = bank;
        this.index = index;
        this.sketcher = new Sketcher(index.axes(), index.leading());
        this.workers = workers;
        this.bytes = inBytes ? ByteBank.of(bank, index.axes().mean().row(0), workers) : Optional.empty();
        this.passes = new Passes(bank.rows(), workers, this::pass);
    }

    /**
     * Prepares a bank for searching.
     *
     * @param bank {@code [n, d]}, finite, kept and not changed
     * @param workers threads to use, not closed here; the neighbours do not depend on them
     * @throws io.blemish.InputException where a value is not finite
     */
    public static ExactSearch over(final FloatMatrix bank, final Workers workers) {
        return over(bank, SearchIndex.of(bank, workers), workers);
    }

    /**
     * Searches a bank whose index is known already.
     *
     * @param bank {@code [n, d]}, kept and not changed; may be mapped and larger than memory
     * @param index of that bank; kept
     * @param workers threads to use, not closed here; the neighbours do not depend on them
     */
    public static ExactSearch over(final FloatMatrix bank, final SearchIndex index, final Workers workers) {
        return over(bank, index, workers, ByteBank.pays(bank));
    }

    /**
     * As above.
     *
     * @param inBytes whether to compare in bytes, where the bank's values allow it
     */
    static ExactSearch over(
            final FloatMatrix bank, final SearchIndex index, final Workers workers, final boolean inBytes) {
        if (index.heads().rows() != bank.rows() || index.axes().dimension() != bank.columns()) {
            throw new IllegalArgumentException("the index is not of this bank");
        }
        return new ExactSearch(bank, index, workers, inBytes);
    }

    /** What was computed of the bank, to be kept with it. */
    public SearchIndex index() {
        return index;
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
        return passes.search(queries, count, k, share(count));
    }

    private Pass pass() {
        return bytes.<Pass>map(small -> new ByteScan(bank, index.tails(), small, QUERIES))
                .orElseGet(() -> new Scan(bank, index, sketcher, QUERIES));
    }

    /** Queries for each thread at a time: equal shares, none too large. */
    private int share(final int count) {
        final int turns = (count + workers.threads() * QUERIES - 1) / (workers.threads() * QUERIES);
        final int shares = Math.max(1, turns * workers.threads());
        return Math.max(1, (count + shares - 1) / shares);
    }

    @Override
    public void close() {
        passes.clear();
    }
}
