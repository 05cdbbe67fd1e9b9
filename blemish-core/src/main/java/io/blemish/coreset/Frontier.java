package io.blemish.coreset;

import java.util.Arrays;

/**
 * For each point an upper bound of its squared distance to the nearest pick. A bound is of the picks that the point has
 * been compared with; the others can only make it smaller.
 */
final class Frontier {
    /** Points looked at to guess which bound a given number of points exceed. */
    private static final int SAMPLE = 4096;

    private static final double PICKED = -1;

    private final double[] bounds;
    private final int[] seen;
    private final boolean[] exact;

    Frontier(final int count) {
        this.bounds = new double[count];
        this.seen = new int[count];
        this.exact = new boolean[count];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
    }

    /** The bound of a point; below zero once it is picked. */
    double bound(final int point) {
        return bounds[point];
    }

    /** How many picks, from the first, the bound is of. */
    int seen(final int point) {
        return seen[point];
    }

    /** Whether the bound is the squared distance to the nearest of the picks seen, as defined, and no guess. */
    boolean isExact(final int point) {
        return exact[point];
    }

    void set(final int point, final double bound, final boolean isExact, final int picksSeen) {
        bounds[point] = bound;
        exact[point] = isExact;
        seen[point] = picksSeen;
    }

    void markPicked(final int point) {
        bounds[point] = PICKED;
    }

    /** Whether points, all of exact bounds, are each at the very place of a pick. */
    boolean areDuplicates(final int[] points) {
        return Arrays.stream(points).allMatch(point -> bounds[point] == 0);
    }

    /** About {@code wanted} points of the largest bounds; never none while a point is left to pick. */
    Candidates candidates(final int wanted) {
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

    /** A bound that about {@code wanted} points exceed; at most the largest there is. */
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

    /**
     * The first points in the order of falling bound, then rising index.
     *
     * @param points in rising order
     * @param limit all points of larger bounds are among them
     * @param lastTied of the points whose bound is the limit, those up to this index are among them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never shared
    record Candidates(int[] points, double limit, int lastTied) {
        /** Whether a point of some bound comes before every point that is not a candidate. */
        boolean leads(final int point, final double bound) {
            return bound > limit || (bound == limit && point <= lastTied);
        }
    }
}
