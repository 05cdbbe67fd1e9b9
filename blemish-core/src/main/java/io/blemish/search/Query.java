package io.blemish.search;

import java.util.Arrays;

/**
 * One query on its way through the bank: the nearest rows so far, and the rows that its scores have not ruled out. A row
 * of a best score is looked at when it is met, since it is often the nearest and rules most others out; the others wait
 * until all scores are known.
 */
final class Query {
    /** Axes of a tail that are compared before the next look at the threshold. */
    private static final int CHUNK = 32;

    /** The score of a row that was offered already: not above any threshold, nor below. */
    private static final float TAKEN = Float.NaN;

    private static final int NONE = -1;

    private final float[] queries;
    private final int number;
    private final Sketcher.Sketches sketches;
    private final int row;
    private final Sketcher sketcher;
    private final SearchIndex index;
    private final double square;
    private final NearestList nearest;
    private final Contenders contenders;
    private double threshold = Double.POSITIVE_INFINITY;
    private float scoreThreshold = Float.POSITIVE_INFINITY;
    private float bestScore = Float.POSITIVE_INFINITY;

    /**
     * Starts.
     *
     * @param queries {@code [count, d]}
     * @param number which of them this is
     * @param sketches of this and others
     * @param row which of those is this one's
     * @param contenders its own until it is settled; cleared
     */
    Query(
            final float[] queries,
            final int number,
            final Sketcher.Sketches sketches,
            final int row,
            final Sketcher sketcher,
            final SearchIndex index,
            final Contenders contenders,
            final int k) {
        this.number = number;
        this.sketches = sketches;
        this.row = row;
        this.sketcher = sketcher;
        this.index = index;
        this.square = sketches.heads()[(row + 1) * sketcher.headWidth() - 1];
        this.contenders = contenders;
        this.nearest = new NearestList(k);
        this.queries = queries;
        contenders.clear();
    }

    /** Its row of a product that gives scores, {@code (-2φ, 1)}. */
    float[] left() {
        final int width = sketcher.headWidth();
        final float[] left = Arrays.copyOfRange(sketches.heads(), row * width, (row + 1) * width);
        for (int c = 0; c < width - 1; c++) {
            left[c] *= -2;
        }
        left[width - 1] = 1;
        return left;
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
        threshold = sketcher.threshold(
                nearest.bound(), Math.sqrt(square), sketches.errors()[row], index.reach(), index.error());
        scoreThreshold = Math.nextUp((float) (threshold - square));
    }

    /** Looks at the contenders: all by their tails, then, the likeliest first, by distance. */
    void settle(final RowReader rows) {
        int kept = 0;
        for (int i = 0; i < contenders.count(); i++) {
            if (admits(contenders.bound(i))) {
                final int other = contenders.row(i);
                final float bound = refined(other, contenders.bound(i), rows);
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

    /** What the score would be with all axes in the head, or with some once that is too much. */
    private float refined(final int other, final float score, final RowReader rows) {
        final float[] theirs = rows.tail(other);
        final float[] ours = sketches.tails();
        final int at = row * theirs.length;
        final double rest = ours[at] - theirs[0];
        double sum = score - rest * rest;
        for (int from = 1; from < theirs.length && sum <= scoreThreshold; from += CHUNK) {
            sum += squared(ours, at, theirs, from, Math.min(theirs.length, from + CHUNK));
        }
        return (float) sum;
    }

    private static float squared(final float[] ours, final int at, final float[] theirs, final int from, final int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            final float da = ours[at + i] - theirs[i];
            final float db = ours[at + i + 1] - theirs[i + 1];
            final float dc = ours[at + i + 2] - theirs[i + 2];
            final float dd = ours[at + i + 3] - theirs[i + 3];
            a += da * da;
            b += db * db;
            c += dc * dc;
            d += dd * dd;
        }
        for (; i < to; i++) {
            final float da = ours[at + i] - theirs[i];
            a += da * da;
        }
        return (a + b) + (c + d);
    }

    void write(final RowReader rows, final Neighbors neighbors) {
        rows.choose(queries, number);
        nearest.write(rows::exact, neighbors.indices(), neighbors.distances(), number * neighbors.k());
    }
}
