package io.blemish.search.exact.pruning;

import io.blemish.search.Neighbors;
import io.blemish.search.vector.CandidateQueue;
import io.blemish.search.vector.ExactTopK;
import io.blemish.search.vector.ScoredRow;

/**
 * The search for one query: the nearest rows so far and the candidates, which are the rows that their scores have not ruled
 * out. A row whose score is the smallest so far is compared in full at once, since it is often the nearest and rules most
 * others out. The candidates wait until all scores are known.
 */
public final class Query {
    /** The score of a row that was compared already. No comparison with it holds. */
    private static final float COMPARED = Float.NaN;

    private static final int NONE = -1;

    private final int number;
    private final ScoreBounds bounds;
    private final RowComparer rows;
    private final CandidateQueue candidates;
    private final ExactTopK nearest;
    private float threshold = Float.POSITIVE_INFINITY;
    private float smallestScore = Float.POSITIVE_INFINITY;

    /**
     * Begins a search.
     *
     * @param number of the query among those that {@code rows} began with
     * @param bounds relate its scores to distances
     * @param rows compares rows in full
     * @param candidates used for this query only until it is finished; cleared
     * @param k how many neighbours are wanted
     */
    public Query(
            final int number,
            final ScoreBounds bounds,
            final RowComparer rows,
            final CandidateQueue candidates,
            final int k) {
        this.number = number;
        this.bounds = bounds;
        this.rows = rows;
        this.candidates = candidates;
        this.nearest = new ExactTopK(k);
        candidates.clear();
    }

    /** Whether a row of that score may be among the nearest. */
    public boolean admits(final float score) {
        return !(score > threshold);
    }

    /**
     * Takes the scores of a block of rows in.
     *
     * @param first row of the block
     * @param scores overwritten
     * @param size rows of the block
     * @param smallest of the scores
     */
    public void scan(final int first, final float[] scores, final int size, final float smallest) {
        if (smallest < smallestScore) {
            smallestScore = smallest;
            compare(first, indexOf(smallest, scores), scores);
        }
        int next = nearest.isFull() ? NONE : smallest(scores, size);
        while (next != NONE) {
            compare(first, next, scores);
            next = nearest.isFull() ? NONE : smallest(scores, size);
        }
        for (int s = 0; s < size; s++) {
            // The branch is predicted well, since few scores pass it. To store first and count without a branch takes
            // twice as long.
            if (scores[s] <= threshold) {
                candidates.append(ScoredRow.of(scores[s], first + s));
            }
        }
    }

    private static int indexOf(final float score, final float[] scores) {
        int s = 0;
        while (scores[s] != score) {
            s++;
        }
        return s;
    }

    /** The smallest score of a row that was not compared yet. */
    private static int smallest(final float[] scores, final int size) {
        int best = NONE;
        for (int s = 0; s < size; s++) {
            if (!Float.isNaN(scores[s]) && (best == NONE || scores[s] < scores[best])) {
                best = s;
            }
        }
        return best;
    }

    private void compare(final int first, final int s, final float[] scores) {
        compare(first + s);
        scores[s] = COMPARED;
    }

    private void compare(final int row) {
        rows.choose(number);
        rows.offer(row, nearest);
        threshold = Math.nextUp((float) (bounds.threshold(nearest.bound()) - bounds.squaredNorm()));
    }

    /** Compares the candidates, all by better scores and then the rest in full, the smallest score first. Writes the result. */
    public void finish(final Neighbors neighbors) {
        refine();
        while (!candidates.isEmpty() && admits(ScoredRow.score(candidates.peek()))) {
            compare(ScoredRow.row(candidates.poll()));
        }
        rows.choose(number);
        nearest.write(rows::exact, number, neighbors);
    }

    private void refine() {
        int kept = 0;
        for (int i = 0; i < candidates.size(); i++) {
            final float score = ScoredRow.score(candidates.get(i));
            if (admits(score)) {
                final int row = ScoredRow.row(candidates.get(i));
                final float refined = bounds.refined(row, score, threshold);
                if (admits(refined)) {
                    candidates.set(kept++, ScoredRow.of(refined, row));
                }
            }
        }
        candidates.heapify(kept);
    }
}
