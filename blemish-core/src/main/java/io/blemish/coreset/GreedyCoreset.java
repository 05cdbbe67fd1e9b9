package io.blemish.coreset;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/**
 * Greedy k-centre: each pick is the point farthest from all picks before it (Gonzalez, "Clustering to minimize the
 * maximum intercluster distance", 1985; used for the memory bank by Roth et al., "Towards Total Recall in Industrial
 * Anomaly Detection", section 3.2).
 *
 * <p>The picks are those of the plain quadratic algorithm over squared Euclidean distances, summed over dimensions in
 * order in double precision; of points equally far the one with the lowest index is picked. They do not depend on the
 * number of threads or on the machine.
 *
 * <p>Three ideas make it quick.
 *
 * <ul>
 *   <li>Bounds may be stale (Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978). A
 *       point's distance to the nearest pick only shrinks, so what is known of it bounds it; points with small bounds are
 *       left alone. Two thirds of the distances are never computed.
 *   <li>Points catch up in bulk. A round takes the thousands of points with the largest bounds ({@link Frontier}) and
 *       compares them with all picks that they missed as one product of matrices, at the full speed of the processor
 *       ({@link CatchUp}). Nearly all fall below the round's cut-off. Picks are then made among the few that lead
 *       ({@link Pool}) until one of the others might be next: some ten to a hundred picks a round.
 *   <li>Products are in single precision, with their error bounded ({@link Points}). A bound may be a little too large
 *       without harm, so only the points of a pool need their true distance: one or two for each pick.
 * </ul>
 *
 * <p>In memory it keeps 17 bytes a point, besides the picks themselves; the points stay where they are.
 *
 * <p>Tried and left, on 160,000 features of 128 dimensions and 1,599 picks: principal axes, since half of them halve the
 * products but then 20 pairs a point need their distance where now 0.02 do; a heap of bounds, since it takes one point at
 * a time; the triangle inequality, since it skips 16% of the pairs only.
 */
public final class GreedyCoreset {
    private static final int BLOCK = 2048;

    /** A round looks at one point in sixteen: fewer would make more rounds, more would catch up for nothing. */
    private static final int POINTS_PER_CANDIDATE = 16;

    private static final int FEWEST_CANDIDATES = 512;

    /** Beyond this a round costs enough for going through all points to be little beside it. */
    private static final int MOST_CANDIDATES = 8192;

    private final Points points;
    private final Workers workers;
    private final Picks picks;
    private final Frontier frontier;

    private GreedyCoreset(final Points points, final int count, final Workers workers) {
        this.points = points;
        this.workers = workers;
        this.picks = new Picks(points, count);
        this.frontier = new Frontier(points.count());
    }

    /**
     * Picks {@code count} of the points.
     *
     * @param points {@code [n, d]}, finite
     * @param count how many to pick, in {@code [1, n]}
     * @param start the first pick, in {@code [0, n)}
     * @param workers threads to use; the picks do not depend on them
     * @param progress hears of the picks made
     * @return row numbers in the order of picking, all different
     * @throws InputException where a value is NaN or infinite
     * @throws IllegalArgumentException where {@code count} or {@code start} is out of range
     */
    public static int[] select(
            final FloatMatrix points,
            final int count,
            final int start,
            final Workers workers,
            final Progress progress) {
        if (count < 1 || count > points.rows()) {
            throw new IllegalArgumentException("cannot pick " + count + " of " + points.rows() + " points");
        }
        if (start < 0 || start >= points.rows()) {
            throw new IllegalArgumentException("there is no point " + start + " among " + points.rows());
        }
        return new GreedyCoreset(new Points(points, workers), count, workers).pick(start, progress);
    }

    private int[] pick(final int start, final Progress progress) {
        picks.add(start);
        frontier.markPicked(start);
        workers.forBlocks(points.count(), BLOCK, this::compareWithFirst);
        final CatchUp catchUp = new CatchUp(points, picks, frontier, workers);
        while (!picks.complete()) {
            progress.report("coreset", picks.size(), picks.wanted());
            final Frontier.Candidates candidates = frontier.candidates(wantedCandidates());
            final int[] leading = catchUp.run(candidates);
            if (leading.length > 0 && frontier.areDuplicates(leading)) {
                pickDuplicates();
            } else if (leading.length > 0) {
                new Pool(points, picks, frontier, leading, candidates).pick();
            }
        }
        progress.report("coreset", picks.size(), picks.wanted());
        return picks.indices();
    }

    private int wantedCandidates() {
        return Math.min(MOST_CANDIDATES, Math.max(FEWEST_CANDIDATES, points.count() / POINTS_PER_CANDIDATE));
    }

    private void compareWithFirst(final int from, final int to) {
        final float[] vector = new float[points.dimension()];
        for (int i = from; i < to; i++) {
            if (frontier.bound(i) >= 0) {
                points.copyRow(i, vector, 0);
                frontier.set(i, picks.squaredDistance(0, vector), true, 1);
            }
        }
    }

    /** Once the farthest point is a duplicate of a pick, so are all others: the lowest index goes first. */
    private void pickDuplicates() {
        for (int i = 0; i < points.count() && !picks.complete(); i++) {
            if (frontier.bound(i) >= 0) {
                picks.add(i);
            }
        }
    }
}
