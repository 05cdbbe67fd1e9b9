package io.blemish.search;

import io.blemish.array.FloatMatrix;

/**
 * One thread's way through a graph to the rows near a point (Malkov and Yashunin, 2018, algorithms 2 and 5): greedily through
 * the higher layers, then, on a layer, from the nearest row to those that it leads to until no nearer one is left.
 */
final class Walk {
    private final FloatMatrix coordinates;
    private final int[] seen;
    private int round;
    private final float[] row;
    private final int[] leads;
    private final Frontier frontier = new Frontier();

    /**
     * Prepares.
     *
     * @param coordinates of all rows, {@code [n, axes]}
     * @param degree to how many rows a row leads, at most
     */
    Walk(final FloatMatrix coordinates, final int degree) {
        this.coordinates = coordinates;
        this.seen = new int[coordinates.rows()];
        this.row = new float[coordinates.columns()];
        this.leads = new int[degree];
    }

    /**
     * Goes down from the highest layer as far as nearer rows lead.
     *
     * @param point its coordinates
     * @param to the lowest layer to walk on
     * @return the nearest row met, an entry of a {@link Shortlist}
     */
    long descend(final Links links, final float[] point, final int to) {
        long nearest = entry(point, links.entry());
        for (int layer = links.layers() - 1; layer >= to; layer--) {
            long before;
            do {
                before = nearest;
                final int count = links.of(layer, Shortlist.number(before), leads);
                for (int i = 0; i < count; i++) {
                    nearest = Math.min(nearest, entry(point, leads[i]));
                }
            } while (nearest < before);
        }
        return nearest;
    }

    /**
     * Finds rows of a layer that are near.
     *
     * @param from where to begin
     * @param width how many rows to keep in sight, {@code ef}
     * @return that many or fewer, the nearest first, as entries of a {@link Shortlist}
     */
    long[] near(final Links links, final float[] point, final long[] from, final int layer, final int width) {
        final Shortlist found = new Shortlist(width);
        round++;
        frontier.clear();
        for (final long entry : from) {
            see(entry, found);
        }
        while (!frontier.isEmpty()) {
            final long next = frontier.remove();
            if (Shortlist.estimate(next) > found.bound()) {
                break;
            }
            final int count = links.of(layer, Shortlist.number(next), leads);
            for (int i = 0; i < count; i++) {
                if (seen[leads[i]] != round) {
                    see(entry(point, leads[i]), found);
                }
            }
        }
        return found.drain();
    }

    private void see(final long entry, final Shortlist found) {
        seen[Shortlist.number(entry)] = round;
        if (!(Shortlist.estimate(entry) > found.bound())) {
            frontier.add(entry);
            found.offer(Shortlist.estimate(entry), Shortlist.number(entry));
        }
    }

    private long entry(final float[] point, final int number) {
        return Shortlist.entry(squared(point, number), number);
    }

    /** The squared distance between a point and a row, along the axes. */
    float squared(final float[] point, final int number) {
        coordinates.copyRows(number, 1, row, 0);
        return squared(point, row);
    }

    /** Eight sums, since each addition waits for the one before. */
    static float squared(final float[] a, final float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int d = 0;
        for (; d + 7 < a.length; d += 8) {
            final float d0 = a[d] - b[d];
            final float d1 = a[d + 1] - b[d + 1];
            final float d2 = a[d + 2] - b[d + 2];
            final float d3 = a[d + 3] - b[d + 3];
            final float d4 = a[d + 4] - b[d + 4];
            final float d5 = a[d + 5] - b[d + 5];
            final float d6 = a[d + 6] - b[d + 6];
            final float d7 = a[d + 7] - b[d + 7];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
            s4 += d4 * d4;
            s5 += d5 * d5;
            s6 += d6 * d6;
            s7 += d7 * d7;
        }
        for (; d < a.length; d++) {
            final float difference = a[d] - b[d];
            s0 += difference * difference;
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
