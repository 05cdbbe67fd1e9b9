package io.blemish.search.vector;

/**
 * A row and its score in one long: the order of the longs is that of the scores, then that of the rows. So comparing two is
 * one step and an array of them has no objects. Scores are mostly squared distances, exact or estimated.
 */
public final class ScoredRow {
    private static final int ROW_BITS = Integer.SIZE;

    private ScoredRow() {}

    /**
     * Joins a score and a row.
     *
     * @param score a score that is not a number counts as infinite
     * @param row its number, at least 0
     */
    public static long of(final float score, final int row) {
        final float known = score < Float.POSITIVE_INFINITY ? score : Float.POSITIVE_INFINITY;
        return (long) ordered(Float.floatToRawIntBits(known)) << ROW_BITS | row;
    }

    /** The row. */
    public static int row(final long scoredRow) {
        return (int) scoredRow;
    }

    /** The score. */
    public static float score(final long scoredRow) {
        return Float.intBitsToFloat(ordered((int) (scoredRow >> ROW_BITS)));
    }

    /** Maps a float's bits to an int of the same order, and back. */
    private static int ordered(final int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }
}
