package io.blemish.search;

import io.blemish.array.FloatMatrix;

/** One thread's copies of a row of the bank and of its tail, and its way to compare vectors with rows. */
final class RowReader {
    private static final int NONE = -1;

    private final FloatMatrix bank;
    private final FloatMatrix tails;
    private final float[] row;
    private final float[] tail;
    private final float[] vector;
    private int chosen = NONE;
    private final Distance distance;

    RowReader(final FloatMatrix bank, final FloatMatrix tails) {
        this.bank = bank;
        this.tails = tails;
        this.row = new float[bank.columns()];
        this.tail = new float[tails.columns()];
        this.vector = new float[bank.columns()];
        this.distance = new Distance(bank.columns());
    }

    /** Forgets the vector chosen last, since queries are to come from another array. */
    void begin() {
        chosen = NONE;
    }

    /** Chooses the vector to compare rows with: row {@code number} of the queries. */
    void choose(final float[] queries, final int number) {
        if (number != chosen) {
            System.arraycopy(queries, number * vector.length, vector, 0, vector.length);
            chosen = number;
        }
    }

    /** Offers a row to a list of the nearest ones to the vector. */
    void offer(final int index, final NearestList nearest) {
        bank.copyRows(index, 1, row, 0);
        final double quick = distance.quick(vector, row);
        if (Double.isNaN(quick)) {
            final double exact = Distance.squared(vector, 0, row);
            nearest.offer(exact, exact, index);
        } else {
            nearest.offer(quick * (1 - Distance.ROUNDING), quick * (1 + 2 * Distance.ROUNDING), index);
        }
    }

    /** The squared distance of a row and the vector, to the last bit. */
    double exact(final int index) {
        bank.copyRows(index, 1, row, 0);
        return Distance.squared(vector, 0, row);
    }

    float[] tail(final int index) {
        tails.copyRows(index, 1, tail, 0);
        return tail;
    }
}
