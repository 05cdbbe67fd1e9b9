package io.blemish.search.exact.pruning;

/**
 * Relates the scores of a query to distances. A vector that is cheaper to compare represents the query, and one represents
 * each row, so that representatives are never farther apart than their vectors, but for known errors. A score is the squared
 * distance of two representatives less the squared norm of the query's.
 */
public interface ScoreBounds {
    /** The squared norm of the query's representative. */
    double squaredNorm();

    /**
     * The largest squared distance of representatives at which a row may still be as near as a known row.
     *
     * @param nearest the squared distance of the known row
     */
    double threshold(double nearest);

    /**
     * A score from a better representative.
     *
     * @param row number of the row
     * @param score its score
     * @param limit above which the result need not be complete
     */
    float refined(int row, float score, float limit);
}
