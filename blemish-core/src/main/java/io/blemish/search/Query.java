package io.blemish.search;

/**
 * One query on its way through the bank: the nearest rows so far, and the rows that its scores have not ruled out. A row
 * of a best score is looked at when it is met, since it is often the nearest and rules most others out; the others wait
 * until all scores are known.
 */
final class Query {
    /** The score of a row that was offered already: not above any threshold, nor below. */
    private static final float TAKEN = Float.NaN;

    private static final int NONE = -1;

    private final float[] queries;
    private final int number;
    private final Bounds bounds;
    private final NearestList nearest;
    private final Contenders contenders;
    private float scoreThreshold = Float.POSITIVE_INFINITY;
    private float bestScore = Float.POSITIVE_INFINITY;

    /**
     * Starts.
     *
     * @param queries {@code [count, d]}
     * @param number which of them this is
     * @param bounds what its scores say of distances
     * @param contenders its own until it is settled; cleared
     */
    Query(final float[] queries, final int number, final Bounds bounds, final Contenders contenders, final int k) {
        this.queries = queries;
        this.number = number;
        this.bounds = bounds;
        this.contenders = contenders;
        this.nearest = new NearestList(k);
        contenders.clear();
    }

    /**
     * What the scores of a query say of its distances. Something cheaper to compare stands in for it and for each row; a
     * score is the squared distance of the two less what the query's stand-in contributes alone, its square.
     */
    interface Bounds {
        /** The square of what stands in for the query. */
        double square();

        /** The largest squared distance of stand-ins at which a row may still be as near as a known squared distance. */
        double threshold(double nearest);

        /**
         * A score that is a better bound.
         *
         * @param other row
         * @param score its score
         * @param limit above which it need not be exact
         */
        float refined(int other, float score, float limit, RowReader rows);
    }

    /** Whether a row of that score may be among the nearest. */
    boolean admits(final float score) {
        return !(score > scoreThreshold);
    }

    /**
     * Looks at the scores of a block of rows, {@code ‖φ(b)‖² - 2φ(q)·φ(b)}.
     *
     * @param first row of the block
     * @param scores overwritten
     * @param size rows of the block
     * @param smallest of the scores
     */
    void look(final int first, final float[] scores, final int size, final float smallest, final RowReader rows) {
        if (smallest < bestScore) {
            bestScore = smallest;
            offer(first, indexOf(smallest, scores), scores, rows);
        }
        int next = nearest.isFull() ? NONE : smallest(scores, size);
        while (next != NONE) {
            offer(first, next, scores, rows);
            next = nearest.isFull() ? NONE : smallest(scores, size);
        }
        contenders.add(first, scores, size, scoreThreshold);
    }

    private static int indexOf(final float score, final float[] scores) {
        int s = 0;
        while (scores[s] != score) {
            s++;
        }
        return s;
    }

    /** The smallest of the scores that were not taken yet. */
    private static int smallest(final float[] scores, final int size) {
        int best = NONE;
        for (int s = 0; s < size; s++) {
            if (!Float.isNaN(scores[s]) && (best == NONE || scores[s] < scores[best])) {
                best = s;
            }
        }
        return best;
    }

    private void offer(final int first, final int s, final float[] scores, final RowReader rows) {
        offer(first + s, rows);
        scores[s] = TAKEN;
    }

    private void offer(final int other, final RowReader rows) {
        rows.choose(queries, number);
        rows.offer(other, nearest);
        scoreThreshold = Math.nextUp((float) (bounds.threshold(nearest.bound()) - bounds.square()));
    }

    /** Looks at the contenders: all by better bounds, then, the likeliest first, by distance. */
    void settle(final RowReader rows) {
        int kept = 0;
        for (int i = 0; i < contenders.count(); i++) {
            if (admits(contenders.bound(i))) {
                final int other = contenders.row(i);
                final float bound = bounds.refined(other, contenders.bound(i), scoreThreshold, rows);
                if (admits(bound)) {
                    contenders.keep(kept++, other, bound);
                }
            }
        }
        contenders.order(kept);
        while (contenders.count() > 0 && admits(contenders.bound(0))) {
            offer(contenders.remove(), rows);
        }
    }

    void write(final RowReader rows, final Neighbors neighbors) {
        rows.choose(queries, number);
        nearest.write(rows::exact, neighbors.indices(), neighbors.distances(), number * neighbors.k());
    }
}
