package io.blemish.search.ivfpq;

import io.blemish.array.FloatMatrix;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The number {@code -2q·r} that each code of each part adds to the squared distance of a query. A query needs one table for
 * all entries of all lists, and an entry one look into it for each part. One instance serves one thread.
 */
final class DistanceTable {
    /** A part has as many places as a byte has values, so that no code can point beyond them. */
    private static final int PLACES = 1 << Byte.SIZE;

    private static final int MASK = PLACES - 1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final float[][] codebooks;
    private final int parts;
    private final int partWidth;
    private final float[] sums;
    private final float[] table;

    /**
     * Allocates the table.
     *
     * @param codebooks a row for each coordinate, a column for each code
     * @param parts how many parts a code has; each has as many coordinates as the others
     */
    DistanceTable(final FloatMatrix codebooks, final int parts) {
        this.parts = parts;
        this.partWidth = codebooks.rows() / parts;
        this.codebooks = new float[codebooks.rows()][];
        for (int d = 0; d < codebooks.rows(); d++) {
            this.codebooks[d] = codebooks.row(d);
        }
        this.sums = new float[codebooks.columns()];
        this.table = new float[parts * PLACES];
    }

    /** Fills the table for the query whose coordinates begin at {@code at}. */
    void fill(final float[] coordinates, final int at) {
        for (int part = 0; part < parts; part++) {
            Arrays.fill(sums, 0);
            for (int d = part * partWidth; d < (part + 1) * partWidth; d++) {
                add(-2 * coordinates[at + d], codebooks[d]);
            }
            System.arraycopy(sums, 0, table, part * PLACES, sums.length);
        }
    }

    /** Loops over whole arrays, which the JIT vectorises. */
    private void add(final float factor, final float[] row) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += factor * row[c];
        }
    }

    /**
     * Adds the numbers of an entry's codes.
     *
     * @param codes {@code [n, parts]}
     * @param entry which of the n
     */
    float sum(final byte[] codes, final int entry) {
        final float[] t = table;
        final int from = entry * parts;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int part = 0;
        for (; part + 7 < parts; part += 8) {
            // Eight codes are loaded at once. There are four sums, since each addition waits for the one before.
            final long eight = (long) EIGHT.get(codes, from + part);
            final int low = (int) eight;
            final int high = (int) (eight >>> Integer.SIZE);
            final int at = part * PLACES;
            s0 += t[at + (low & MASK)];
            s1 += t[at + PLACES + (low >>> 8 & MASK)];
            s2 += t[at + 2 * PLACES + (low >>> 16 & MASK)];
            s3 += t[at + 3 * PLACES + (low >>> 24)];
            s0 += t[at + 4 * PLACES + (high & MASK)];
            s1 += t[at + 5 * PLACES + (high >>> 8 & MASK)];
            s2 += t[at + 6 * PLACES + (high >>> 16 & MASK)];
            s3 += t[at + 7 * PLACES + (high >>> 24)];
        }
        for (; part < parts; part++) {
            s0 += t[part * PLACES + (codes[from + part] & MASK)];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
