package io.blemish.detector.patchcore.coreset;

/** The points of the largest bounds: the first ones in the order of falling bound, then of rising index. */
final class Candidates {
    private final int[] points;
    private final double limit;
    private final int lastTied;

    /**
     * Names the points.
     *
     * @param points in rising order; kept
     * @param limit all points of larger bounds are among them
     * @param lastTied of the points whose bound equals the limit, those up to this index are among them
     */
    Candidates(final int[] points, final double limit, final int lastTied) {
        this.points = points;
        this.limit = limit;
        this.lastTied = lastTied;
    }

    /** The points in rising order, not to be changed. */
    int[] points() {
        return points;
    }

    /** All points of larger bounds are candidates. */
    double limit() {
        return limit;
    }

    /** Of the points whose bound equals the limit, those up to this one are candidates; below 0 if there is none. */
    int lastTied() {
        return lastTied;
    }

    /** Whether a point of some bound comes before every point that is not a candidate. */
    boolean leads(final int point, final double bound) {
        return bound > limit || (bound == limit && point <= lastTied);
    }
}
