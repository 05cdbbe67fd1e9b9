package io.blemish.search.ivfpq;

import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import java.nio.IntBuffer;

/** The entries of a bank, list by list, ascending in each. */
final class InvertedLists {
    private final int[] starts;
    private final IntBuffer rows;
    private final FloatMatrix offsets;
    private final ByteMatrix codes;

    /**
     * Takes the parts over.
     *
     * @param starts of the lists among all entries, {@code [lists + 1]}
     * @param rows of the bank that the entries are, {@code [n]}
     * @param offsets of the entries' distances, {@code [n, 1]}: each coded entry's squared norm less that of its list's
     *     centroid
     * @param codes of the entries, {@code [n, parts]}
     * @throws IllegalArgumentException if the parts do not belong together
     */
    InvertedLists(final int[] starts, final IntBuffer rows, final FloatMatrix offsets, final ByteMatrix codes) {
        final int entries = rows.capacity();
        final int last = starts.length - 1;
        boolean fits = offsets.rows() == entries
                && offsets.columns() == 1
                && codes.rows() == entries
                && codes.columns() > 0
                && last > 0
                && starts[0] == 0
                && starts[last] == entries;
        for (int list = 0; fits && list < last; list++) {
            fits = starts[list] <= starts[list + 1];
        }
        IvfPqIndex.requireFitting(fits);
        this.starts = starts;
        this.rows = rows;
        this.offsets = offsets;
        this.codes = codes;
    }

    /** Groups coded rows by their lists. */
    static InvertedLists of(final CodedRows coded, final int lists) {
        final int rows = coded.lists().length;
        final int parts = coded.codes().length / rows;
        final int[] starts = starts(coded.lists(), lists);
        final int[] next = starts.clone();
        final int[] order = new int[rows];
        final float[] offsets = new float[rows];
        final byte[] codes = new byte[coded.codes().length];
        for (int row = 0; row < rows; row++) {
            final int at = next[coded.lists()[row]]++;
            order[at] = row;
            offsets[at] = coded.offsets()[row];
            System.arraycopy(coded.codes(), row * parts, codes, at * parts, parts);
        }
        return new InvertedLists(
                starts,
                IntBuffer.wrap(order).asReadOnlyBuffer(),
                FloatMatrix.wrap(offsets, rows, 1),
                ByteMatrix.wrap(codes, rows, parts));
    }

    private static int[] starts(final int[] listOfRow, final int lists) {
        final int[] starts = new int[lists + 1];
        for (final int list : listOfRow) {
            starts[list + 1]++;
        }
        for (int list = 0; list < lists; list++) {
            starts[list + 1] += starts[list];
        }
        return starts;
    }

    /** How many lists there are. */
    int count() {
        return starts.length - 1;
    }

    /** How many entries all lists have. */
    int entries() {
        return rows.capacity();
    }

    /** How many parts a code has. */
    int parts() {
        return codes.columns();
    }

    /** The first entry of a list, or of all lists that follow it if it is empty. */
    int start(final int list) {
        return starts[list];
    }

    /** How many entries a list has. */
    int size(final int list) {
        return starts[list + 1] - starts[list];
    }

    /** {@code [lists + 1]}, not to be changed. */
    int[] starts() {
        return starts;
    }

    IntBuffer rows() {
        return rows;
    }

    FloatMatrix offsets() {
        return offsets;
    }

    ByteMatrix codes() {
        return codes;
    }
}
