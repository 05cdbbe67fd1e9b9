package io.blemish.search;

import java.util.Arrays;

/**
 * What the scores of heads, and then of tails, say of a query's distances.
 *
 * @param sketcher of bank and queries
 * @param index of the bank
 * @param sketches of this query and others
 * @param row which of them
 */
record SketchBounds(Sketcher sketcher, SearchIndex index, Sketcher.Sketches sketches, int row) implements Query.Bounds {
    /** Axes of a tail that are compared before the next look at the threshold. */
    private static final int CHUNK = 32;

    /** The query's row of a product that gives scores, {@code (-2φ, 1)}. */
    float[] left() {
        final int width = sketcher.headWidth();
        final float[] left = Arrays.copyOfRange(sketches.heads(), row * width, (row + 1) * width);
        for (int c = 0; c < width - 1; c++) {
            left[c] *= -2;
        }
        left[width - 1] = 1;
        return left;
    }

    @Override
    public double square() {
        return sketches.heads()[(row + 1) * sketcher.headWidth() - 1];
    }

    @Override
    public double threshold(final double nearest) {
        return sketcher.threshold(nearest, Math.sqrt(square()), sketches.errors()[row], index.reach(), index.error());
    }

    /** What the score would be with all axes in the head, or with some once that is too much. */
    @Override
    public float refined(final int other, final float score, final float limit, final RowReader rows) {
        final float[] theirs = rows.tail(other);
        final float[] ours = sketches.tails();
        final int at = row * theirs.length;
        final double rest = ours[at] - theirs[0];
        double sum = score - rest * rest;
        for (int from = 1; from < theirs.length && sum <= limit; from += CHUNK) {
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
}
