package io.blemish.detector.patchcore.coreset;

import java.util.Arrays;

/**
 * An upper bound of each point's squared distance to the nearest pick. It is taken over the picks that the point was compared
 * with. The other picks can only make the distance smaller.
 */
final class UpperBounds {
    /** Points whose bounds are sorted to estimate which bound a given number of points exceed. */
    private static final int SAMPLE = 4096;

    private static final double PICKED = -1;

    /** A round takes one point in sixteen: fewer would make more rounds, more would update bounds in vain. */
    private static final int POINTS_PER_CANDIDATE = 16;

    private static final int MIN_CANDIDATES = 512;

    /** With this many, a round costs so much that its pass over all points no longer matters. */
    private static final int MAX_CANDIDATES = 8192;

    private final double[] bounds;
    private final int[] compared;
    private final boolean[] exact;

    UpperBounds(final int count) {
        this.bounds = new double[count];
        this.compared = new int[count];
        this.exact = new boolean[count];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
    }

    /** The bound of a point, below zero once it is picked. */
    double bound(final int point) {
        return bounds[point];
    }

    /** How many picks, from the first on, the point was compared with. */
    int compared(final int point) {
        return compared[point];
    }

    /** Whether the bound is the squared distance to the nearest of the picks compared, by definition. */
    boolean isExact(final int point) {
        return exact[point];
    }

    void set(final int point, final double bound, final boolean isExact, final int picksCompared) {
        bounds[point] = bound;
        exact[point] = isExact;
        compared[point] = picksCompared;
    }

    void markPicked(final int point) {
        bounds[point] = PICKED;
    }

    /** Whether each of some points, whose bounds are all exact, equals a pick. */
    boolean areDuplicates(final int[] points) {
        return Arrays.stream(points).allMatch(point -> bounds[point] == 0);
    }

    /** The points of the largest bounds, about as many as a round is best given; at least one if a point is left to pick. */
    Candidates candidates() {
        final int wanted = Math.min(MAX_CANDIDATES, Math.max(MIN_CANDIDATES, bounds.length / POINTS_PER_CANDIDATE));
        final double limit = limit(wanted);
        int above = 0;
        int level = 0;
        for (final double bound : bounds) {
            above += bound > limit ? 1 : 0;
            level += bound == limit ? 1 : 0;
        }
        // Ties at the limit are cut by index, so that thousands of equal bounds do not all become candidates.
        final int ties = Math.min(level, Math.max(1, wanted - above));
        final int[] points = new int[above + ties];
        int count = 0;
        int lastTied = -1;
        for (int i = 0, tied = 0; count < points.length; i++) {
            if (bounds[i] > limit) {
                points[count++] = i;
            } else if (bounds[i] == limit && tied < ties) {
                points[count++] = i;
                lastTied = i;
                tied++;
            }
        }
        return new Candidates(points, limit, lastTied);
    }

    /** A bound that about {@code wanted} points exceed, at most the largest one. */
    private double limit(final int wanted) {
        final int size = Math.min(SAMPLE, bounds.length);
        final double[] sample = new double[size];
        int left = 0;
        for (int i = 0; i < size; i++) {
            final double bound = bounds[(int) ((long) i * bounds.length / size)];
            if (bound >= 0) {
                sample[left++] = bound;
            }
        }
        if (left == 0) {
            return Arrays.stream(bounds).max().orElseThrow();
        }
        Arrays.sort(sample, 0, left);
        final int rank = (int) ((long) wanted * size / bounds.length);
        return sample[Math.max(0, left - 1 - rank)];
    }
}
