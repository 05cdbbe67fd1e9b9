package io.blemish.detector.softpatch;

import java.util.Arrays;

/** The nearest others of each of some points, and how far they are. Of others that are equally far, the first offered are kept. */
final class Neighbors {
    private final int each;
    private final int[] others;
    private final float[] squares;

    /**
     * Without any neighbour yet.
     *
     * @param count how many points
     * @param each how many neighbours of each are kept
     */
    Neighbors(final int count, final int each) {
        this.each = each;
        this.others = new int[Math.multiplyExact(count, each)];
        this.squares = new float[others.length];
        Arrays.fill(squares, Float.POSITIVE_INFINITY);
    }

    /** Keeps another point if it is nearer than one that is kept; a point is no neighbour of itself. */
    void offer(final int point, final int other, final float square) {
        final int first = point * each;
        int at = first + each - 1;
        if (other == point || square >= squares[at]) {
            return;
        }
        while (at > first && squares[at - 1] > square) {
            squares[at] = squares[at - 1];
            others[at] = others[at - 1];
            at--;
        }
        squares[at] = square;
        others[at] = other;
    }

    /** How many points there are. */
    int count() {
        return others.length / each;
    }

    /** How many neighbours each has. */
    int each() {
        return each;
    }

    /** A neighbour, the nearest of which is 0. */
    int other(final int point, final int rank) {
        return others[point * each + rank];
    }

    /** How far a neighbour is. */
    double distance(final int point, final int rank) {
        return Math.sqrt(squares[point * each + rank]);
    }

    /** How far the last of the neighbours is. */
    double reach(final int point) {
        return distance(point, each - 1);
    }
}
