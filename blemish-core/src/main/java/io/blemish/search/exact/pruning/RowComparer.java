package io.blemish.search.exact.pruning;

import io.blemish.array.FloatMatrix;
import io.blemish.search.vector.Distance;
import io.blemish.search.vector.ExactTopK;

/** Compares queries with rows of the bank in full. One instance serves one thread. */
public final class RowComparer {
    private static final int NONE = -1;

    private final FloatMatrix bank;
    private final float[] row;
    private final float[] query;
    private final Distance distance;
    private float[] queries = {};
    private int chosen = NONE;

    /**
     * Allocates buffers.
     *
     * @param bank {@code [n, d]}
     */
    public RowComparer(final FloatMatrix bank) {
        this.bank = bank;
        this.row = new float[bank.columns()];
        this.query = new float[bank.columns()];
        this.distance = new Distance(bank.columns());
    }

    /**
     * Begins with other queries.
     *
     * @param others {@code [count, d]}
     */
    public void begin(final float[] others) {
        queries = others;
        chosen = NONE;
    }

    /** Chooses the query to compare rows with. */
    void choose(final int number) {
        if (number != chosen) {
            System.arraycopy(queries, number * query.length, query, 0, query.length);
            chosen = number;
        }
    }

    /** Offers a row to the list of the rows nearest to the query. */
    void offer(final int number, final ExactTopK nearest) {
        bank.copyRows(number, 1, row, 0);
        final double quick = distance.quick(query, row);
        if (Double.isNaN(quick)) {
            final double exact = Distance.squared(query, 0, row);
            nearest.offer(exact, exact, number);
        } else {
            nearest.offer(quick * (1 - Distance.ROUNDING), quick * (1 + 2 * Distance.ROUNDING), number);
        }
    }

    /** The squared distance of a row and the query by definition. */
    double exact(final int number) {
        bank.copyRows(number, 1, row, 0);
        return Distance.squared(query, 0, row);
    }
}
