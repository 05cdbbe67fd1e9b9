package io.blemish.coreset;

import java.util.Arrays;

/**
 * The points that the next picks come from, gathered so that they stay in cache: picks are made among these alone until
 * one that is not here might come first. Rows are kept a column at a time, since the JIT vectorises a loop over whole
 * arrays.
 */
final class Pool {
    /** Columns added in one pass over the scores. */
    private static final int UNROLL = 4;

    private final Points points;
    private final Picks picks;
    private final Frontier frontier;
    private final Frontier.Candidates order;
    private final int[] members;
    private final double[] nearest;
    private final float[] thresholds;
    private final float[] scores;
    private final float[][] columns;
    private final float[] pickRow;
    private final float[] vector;
    private double reach;

    /**
     * Gathers points.
     *
     * @param members in rising order; their bounds exact and of all picks
     * @param order in which they come before all other points
     */
    Pool(
            final Points points,
            final Picks picks,
            final Frontier frontier,
            final int[] members,
            final Frontier.Candidates order) {
        final int width = (points.width() + UNROLL - 1) / UNROLL * UNROLL;
        this.points = points;
        this.picks = picks;
        this.frontier = frontier;
        this.order = order;
        this.members = members;
        this.nearest = new double[members.length];
        this.thresholds = new float[members.length];
        this.scores = new float[members.length];
        this.columns = new float[width][members.length];
        this.pickRow = new float[width];
        this.vector = new float[points.dimension()];
        for (int i = 0; i < members.length; i++) {
            reach = Math.max(reach, points.norm(members[i]));
        }
        for (int i = 0; i < members.length; i++) {
            points.writeLeft(members[i], pickRow, 0);
            for (int c = 0; c < points.width(); c++) {
                columns[c][i] = pickRow[c];
            }
            setNearest(i, frontier.bound(members[i]));
        }
    }

    private void setNearest(final int i, final double squaredDistance) {
        nearest[i] = squaredDistance;
        thresholds[i] = points.threshold(members[i], squaredDistance, reach);
    }

    /** Picks while the farthest point of all is one of these. */
    void pick() {
        for (int farthest = farthest(); leads(farthest) && !picks.complete(); farthest = farthest()) {
            picks.add(members[farthest]);
            frontier.markPicked(members[farthest]);
            nearest[farthest] = Double.NEGATIVE_INFINITY;
            thresholds[farthest] = Float.NEGATIVE_INFINITY;
            compareWithLast();
        }
        for (int i = 0; i < members.length; i++) {
            if (nearest[i] >= 0) {
                frontier.set(members[i], nearest[i], true, picks.size());
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
        return i < members.length && order.leads(members[i], nearest[i]);
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
