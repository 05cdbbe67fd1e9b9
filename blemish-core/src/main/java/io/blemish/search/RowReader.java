package io.blemish.search;

import io.blemish.array.FloatMatrix;

/** One thread's copies of a row of the bank and of its tail, and its way to compare vectors with rows. */
final class RowReader {
    private final FloatMatrix bank;
    private final FloatMatrix tails;
    private final float[] row;
    private final float[] tail;
    private final Distance distance;

    RowReader(final FloatMatrix bank, final FloatMatrix tails) {
        this.bank = bank;
        this.tails = tails;
        this.row = new float[bank.columns()];
        this.tail = new float[tails.columns()];
        this.distance = new Distance(bank.columns());
    }

    /** Offers a row to a list of the nearest ones to a vector. */
    void offer(final int index, final float[] vector, final NearestList nearest) {
        bank.copyRows(index, 1, row, 0);
        final double quick = distance.quick(vector, row);
        if (Double.isNaN(quick)) {
            final double exact = Distance.squared(vector, 0, row);
            nearest.offer(exact, exact, index);
        } else {
            nearest.offer(quick * (1 - Distance.ROUNDING), quick * (1 + 2 * Distance.ROUNDING), index);
        }
    }

    /** The squared distance of a row and a vector, to the last bit. */
    double exact(final int index, final float[] vector) {
        bank.copyRows(index, 1, row, 0);
        return Distance.squared(vector, 0, row);
    }

    float[] tail(final int index) {
        tails.copyRows(index, 1, tail, 0);
        return tail;
    }
}
