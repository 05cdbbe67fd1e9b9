package io.blemish.search;

import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;

/**
 * A bank in inverted lists of product codes, as {@link IvfPqSearch} reads it. A model file keeps it.
 *
 * @param axes along which entries are coded, {@code [r, d]}, those of one part side by side
 * @param centroids of the lists, {@code [lists, r]}
 * @param codebooks what each code of a part stands for, transposed: a row for each of the {@code r} coordinates, a column
 *     for each code
 * @param starts of the lists among all entries, {@code [lists + 1]}
 * @param rows of the bank that the entries are, {@code [n]}, list by list, ascending in each
 * @param offsets what a list's centroid lacks of each coded entry's squared norm, {@code [n, 1]}
 * @param codes of the entries, {@code [n, parts]}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record IvfPqIndex(
        PrincipalAxes axes,
        FloatMatrix centroids,
        FloatMatrix codebooks,
        int[] starts,
        IntBuffer rows,
        FloatMatrix offsets,
        ByteMatrix codes) {
    /**
     * Axes at most. Of magnetic tiles' patches they hold 93% of the variance; with 512, or with the norm of the rest in the
     * estimate, fewer nearest neighbours are found.
     */
    static final int AXES = 256;

    /** Checks that the parts belong together. */
    public IvfPqIndex {
        final int entries = rows.capacity();
        final int last = starts.length - 1;
        boolean fits = offsets.rows() == entries
                && offsets.columns() == 1
                && codes.rows() == entries
                && centroids.rows() == last
                && centroids.columns() == axes.count()
                && codebooks.rows() == axes.count()
                && codebooks.columns() <= 1 << Byte.SIZE
                && codes.columns() > 0
                && axes.count() % codes.columns() == 0
                && last > 0
                && starts[0] == 0
                && starts[last] == entries;
        for (int list = 0; fits && list < last; list++) {
            fits = starts[list] <= starts[list + 1];
        }
        if (!fits) {
            throw new IllegalArgumentException("the parts of the search index do not belong together");
        }
    }

    /**
     * Learns the index of a bank.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param method how finely
     * @param seed of what is drawn
     * @param workers threads to use; the index does not depend on them
     * @throws io.blemish.InputException where a value is not finite, or vectors have fewer values than the method has parts
     */
    public static IvfPqIndex of(
            final FloatMatrix bank, final SearchMethod.IvfPq method, final long seed, final Workers workers) {
        return of(bank, method, seed, workers, Progress.SILENT);
    }

    /**
     * Learns the index of a bank, as above.
     *
     * @param progress hears of the lists, the codes and the rows
     */
    public static IvfPqIndex of(
            final FloatMatrix bank,
            final SearchMethod.IvfPq method,
            final long seed,
            final Workers workers,
            final Progress progress) {
        return new IvfPqTraining(bank, method, seed, workers, progress).learn();
    }

    /** How many lists. */
    public int lists() {
        return centroids.rows();
    }
}
