package io.blemish.search;

import io.blemish.array.FloatMatrix;

/** One thread's copies of a row of the bank and of its tail. */
final class RowReader {
    private final FloatMatrix bank;
    private final FloatMatrix tails;
    private final float[] row;
    private final float[] tail;

    RowReader(final FloatMatrix bank, final FloatMatrix tails) {
        this.bank = bank;
        this.tails = tails;
        this.row = new float[bank.columns()];
        this.tail = new float[tails.columns()];
    }

    float[] row(final int index) {
        bank.copyRows(index, 1, row, 0);
        return row;
    }

    float[] tail(final int index) {
        tails.copyRows(index, 1, tail, 0);
        return tail;
    }
}
