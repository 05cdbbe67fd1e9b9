package io.blemish.search.exact;

import io.blemish.search.exact.pruning.ScoreBounds;
import io.blemish.search.vector.Distance;
import java.util.Arrays;

/** Bounds by projections: scores are those of the leading parts, refined scores those of all axes. */
final class ProjectionBounds implements ScoreBounds {
    /** Trailing axes that are compared before the next look at the limit. */
    private static final int CHUNK = 32;

    private final ExactIndex index;
    private final Projector projector;
    private final Projections projections;
    private final int query;
    private final float[] trailing;

    /**
     * Relates the scores of a query to distances.
     *
     * @param index of the bank
     * @param projector of bank and queries
     * @param projections of this query and others
     * @param query which of them
     * @param trailing buffer for the trailing part of a row
     */
    ProjectionBounds(
            final ExactIndex index,
            final Projector projector,
            final Projections projections,
            final int query,
            final float[] trailing) {
        this.index = index;
        this.projector = projector;
        this.projections = projections;
        this.query = query;
        this.trailing = trailing;
    }

    /** The query's row of the product that gives scores, {@code (-2φ, 1)}. */
    float[] left() {
        final int width = projector.leadingWidth();
        final float[] left = Arrays.copyOfRange(projections.leading(), query * width, (query + 1) * width);
        for (int c = 0; c < width - 1; c++) {
            left[c] *= -2;
        }
        left[width - 1] = 1;
        return left;
    }

    @Override
    public double squaredNorm() {
        return projections.leading()[(query + 1) * projector.leadingWidth() - 1];
    }

    @Override
    public double threshold(final double nearest) {
        return projector.threshold(
                nearest, Math.sqrt(squaredNorm()), projections.errors()[query], index.largestNorm(), index.error());
    }

    /** The score of all axes, or of as many as exceed the limit. */
    @Override
    public float refined(final int row, final float score, final float limit) {
        index.trailing().copyRows(row, 1, trailing, 0);
        final float[] ours = projections.trailing();
        final int at = query * trailing.length;
        final double rest = ours[at] - trailing[0];
        double sum = score - rest * rest;
        for (int from = 1; from < trailing.length && sum <= limit; from += CHUNK) {
            sum += Distance.squaredSingle(ours, at + from, trailing, from, Math.min(CHUNK, trailing.length - from));
        }
        return (float) sum;
    }
}
