package io.blemish.detector.patchcore.coreset;

import java.util.Arrays;

/**
 * The points that the next picks come from, gathered so that they stay in cache. Picks are made among these alone until a
 * point that is not here might come first. The values are stored column by column, since the JIT vectorises a loop over
 * whole arrays.
 */
final class CandidatePool {
    /** Columns added in one pass over the scores. */
    private static final int UNROLL = 4;

    private final Points points;
    private final Picks picks;
    private final UpperBounds bounds;
    private final Candidates candidates;
    private final int[] members;
    private final double[] nearest;
    private final float[] thresholds;
    private final float[] scores;
    private final float[][] columns;
    private final float[] pickRow;
    private final float[] vector;
    private double largestNorm;

    /**
     * Gathers points.
     *
     * @param members the points in rising order; their bounds are exact for all picks
     * @param candidates tells which points come before all others
     */
    CandidatePool(
            final Points points,
            final Picks picks,
            final UpperBounds bounds,
            final int[] members,
            final Candidates candidates) {
        final int width = (points.width() + UNROLL - 1) / UNROLL * UNROLL;
        this.points = points;
        this.picks = picks;
        this.bounds = bounds;
        this.candidates = candidates;
        this.members = members;
        this.nearest = new double[members.length];
        this.thresholds = new float[members.length];
        this.scores = new float[members.length];
        this.columns = new float[width][members.length];
        this.pickRow = new float[width];
        this.vector = new float[points.dimension()];
        for (int i = 0; i < members.length; i++) {
            largestNorm = Math.max(largestNorm, points.norm(members[i]));
        }
        for (int i = 0; i < members.length; i++) {
            points.writeLeft(members[i], pickRow, 0);
            for (int c = 0; c < points.width(); c++) {
                columns[c][i] = pickRow[c];
            }
            setNearest(i, bounds.bound(members[i]));
        }
    }

    private void setNearest(final int i, final double squaredDistance) {
        nearest[i] = squaredDistance;
        thresholds[i] = points.threshold(members[i], squaredDistance, largestNorm);
    }

    /** Picks as long as the farthest point of all is one of these. */
    void pick() {
        for (int farthest = farthest(); leads(farthest) && !picks.complete(); farthest = farthest()) {
            picks.add(members[farthest]);
            bounds.markPicked(members[farthest]);
            nearest[farthest] = Double.NEGATIVE_INFINITY;
            thresholds[farthest] = Float.NEGATIVE_INFINITY;
            compareWithLast();
        }
        for (int i = 0; i < members.length; i++) {
            if (nearest[i] >= 0) {
                bounds.set(members[i], nearest[i], true, picks.size());
            }
        }
    }

    private int farthest() {
        int farthest = 0;
        for (int i = 1; i < nearest.length; i++) {
            if (nearest[i] > nearest[farthest]) {
                farthest = i;
            }
        }
        return farthest;
    }

    private boolean leads(final int i) {
        return i < members.length && candidates.leads(members[i], nearest[i]);
    }

    private void compareWithLast() {
        final int pick = picks.size() - 1;
        System.arraycopy(picks.rows(), pick * points.width(), pickRow, 0, points.width());
        Arrays.fill(scores, 0);
        for (int c = 0; c < columns.length; c += UNROLL) {
            addFour(c);
        }
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] > thresholds[i])) {
                points.copyRow(members[i], vector, 0);
                setNearest(i, Math.min(nearest[i], picks.squaredDistance(pick, vector)));
            }
        }
    }

    private void addFour(final int column) {
        addFour(
                scores,
                columns[column],
                pickRow[column],
                columns[column + 1],
                pickRow[column + 1],
                columns[column + 2],
                pickRow[column + 2],
                columns[column + 3],
                pickRow[column + 3]);
    }

    private static void addFour(
            final float[] scores,
            final float[] columnA,
            final float a,
            final float[] columnB,
            final float b,
            final float[] columnC,
            final float c,
            final float[] columnD,
            final float d) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += (columnA[i] * a + columnB[i] * b) + (columnC[i] * c + columnD[i] * d);
        }
    }
}
