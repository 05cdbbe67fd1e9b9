package io.blemish.detector.patchcore.coreset;

import io.blemish.array.MatrixProduct;
import io.blemish.parallel.Pool;
import io.blemish.parallel.Workers;
import java.util.Arrays;

/**
 * Brings the stale bounds of candidates up to date with all picks. It first compares scores alone, a block of points and a
 * run of picks at a time, which lowers nearly all bounds below those of the points that are not candidates. Then it
 * measures the distances of the few candidates that still lead.
 */
final class BoundUpdate {
    /** Points of one product. Its operands and its result stay in a core's own cache. */
    private static final int BLOCK = 256;

    /** Picks of one product. They are many, since copying a block of points costs as much as comparing it with 30 picks. */
    private static final int RUN = 256;

    /** Points whose distances are measured together. They are few, so that every thread gets some. */
    private static final int MEASURED = 32;

    /** Points that are compared with one pick together. */
    private static final int ALL = 2048;

    private final Points points;
    private final Picks picks;
    private final UpperBounds bounds;
    private final Workers workers;
    private final Pool<Workspace> workspaces = new Pool<>(Workspace::new);

    BoundUpdate(final Points points, final Picks picks, final UpperBounds bounds, final Workers workers) {
        this.points = points;
        this.picks = picks;
        this.bounds = bounds;
        this.workers = workers;
    }

    /** Measures the distance of every point that is not picked to the first pick. */
    void compareWithFirst() {
        workers.forBlocks(points.count(), ALL, this::compareWithFirst);
    }

    private void compareWithFirst(final int from, final int to) {
        final float[] vector = new float[points.dimension()];
        for (int i = from; i < to; i++) {
            if (bounds.bound(i) >= 0) {
                points.copyRow(i, vector, 0);
                bounds.set(i, picks.squaredDistance(0, vector), true, 1);
            }
        }
    }

    /** Makes the bound of every candidate that leads exact for all picks. Returns those candidates in rising order. */
    int[] run(final Candidates candidates) {
        for (int[] stale = stalestFirst(candidates); stale.length > 0; stale = stalestFirst(candidates)) {
            final int[] ordered = stale;
            workers.forBlocks(ordered.length, BLOCK, (from, to) -> lower(ordered, from, to, candidates));
        }
        final int[] inexact = leading(candidates, false);
        workers.forBlocks(
                inexact.length,
                MEASURED,
                (from, to) -> workspaces.use(workspace -> {
                    workspace.loadPoints(inexact, from, to);
                    workspace.measure(inexact, from, to);
                }));
        return leading(candidates, true);
    }

    /** The leading candidates that were not compared with all picks, by how many they were compared with. */
    private int[] stalestFirst(final Candidates candidates) {
        final int now = picks.size();
        final int[] starts = new int[now + 1];
        for (final int point : candidates.points()) {
            if (isStale(point, candidates)) {
                starts[bounds.compared(point) + 1]++;
            }
        }
        for (int s = 1; s <= now; s++) {
            starts[s] += starts[s - 1];
        }
        final int[] ordered = new int[starts[now]];
        for (final int point : candidates.points()) {
            if (isStale(point, candidates)) {
                ordered[starts[bounds.compared(point)]++] = point;
            }
        }
        return ordered;
    }

    private boolean isStale(final int point, final Candidates candidates) {
        return bounds.compared(point) < picks.size() && candidates.leads(point, bounds.bound(point));
    }

    private int[] leading(final Candidates candidates, final boolean exact) {
        return Arrays.stream(candidates.points())
                .filter(point -> candidates.leads(point, bounds.bound(point)) && bounds.isExact(point) == exact)
                .toArray();
    }

    /**
     * Goes through the picks while most of a block still leads. The next call puts the points that lead then into fuller
     * blocks.
     */
    private void lower(final int[] ordered, final int from, final int to, final Candidates candidates) {
        workspaces.use(workspace -> {
            workspace.loadPoints(ordered, from, to);
            int leading = to - from;
            for (int first = bounds.compared(ordered[from]);
                    first < picks.size() && 2 * leading >= to - from;
                    first += RUN) {
                workspace.lower(ordered, from, to, first, Math.min(picks.size(), first + RUN));
                leading = 0;
                for (int i = from; i < to; i++) {
                    leading += candidates.leads(ordered[i], bounds.bound(ordered[i])) ? 1 : 0;
                }
            }
        });
    }

    /** Buffers of one thread. */
    private final class Workspace {
        private final MatrixProduct product = new MatrixProduct(BLOCK, RUN, points.width());
        private final float[] minima = new float[BLOCK];
        private final float[] scores = new float[RUN];
        private final float[] row = new float[points.width()];
        private final float[] vector = new float[points.dimension()];

        void loadPoints(final int[] chosen, final int from, final int to) {
            for (int i = from; i < to; i++) {
                points.writeLeft(chosen[i], row, 0);
                product.left().put(row);
            }
        }

        private void multiply(final int count, final int first, final int end) {
            product.right().put(picks.rows(), first * points.width(), (end - first) * points.width());
            product.multiply(count, end - first);
            product.minima().get(minima, 0, count);
        }

        /** Lowers bounds to the largest distances that the smallest scores allow. */
        void lower(final int[] ordered, final int from, final int to, final int first, final int end) {
            multiply(to - from, first, end);
            final double largestNorm = picks.largestNorm(first, end);
            for (int i = from; i < to; i++) {
                final int point = ordered[i];
                final double bound = bounds.bound(point);
                final int compared = Math.max(end, bounds.compared(point));
                if (minima[i - from] > points.threshold(point, bound, largestNorm)) {
                    bounds.set(point, bound, bounds.isExact(point), compared);
                } else {
                    final double allowed = points.upperBound(point, minima[i - from], largestNorm);
                    bounds.set(point, Math.min(bound, allowed), false, compared);
                }
            }
        }

        /** Replaces bounds by the distances that they bound. */
        void measure(final int[] inexact, final int from, final int to) {
            final double[] nearest = new double[to - from];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int first = 0; first < picks.size(); first += RUN) {
                final int end = Math.min(picks.size(), first + RUN);
                multiply(to - from, first, end);
                final double largestNorm = picks.largestNorm(first, end);
                for (int i = 0; i < nearest.length; i++) {
                    final int point = inexact[from + i];
                    final double bound = Math.min(nearest[i], bounds.bound(point));
                    if (!(minima[i] > points.threshold(point, bound, largestNorm))) {
                        product.product().get(i * (end - first), scores, 0, end - first);
                        nearest[i] = Math.min(nearest[i], nearest(point, bound, first, end - first, largestNorm));
                    }
                }
            }
            for (int i = 0; i < nearest.length; i++) {
                bounds.set(inexact[from + i], nearest[i], true, picks.size());
            }
        }

        /**
         * The smallest squared distance to a pick of a run, if it is below the bound. The pick of the smallest score is
         * measured first, so that it rules the others out.
         */
        private double nearest(
                final int point, final double bound, final int first, final int run, final double largestNorm) {
            points.copyRow(point, vector, 0);
            double nearest = Double.POSITIVE_INFINITY;
            float threshold = points.threshold(point, bound, largestNorm);
            for (int left = run; left > 0; left--) {
                int best = 0;
                for (int s = 1; s < run; s++) {
                    if (scores[s] < scores[best]) {
                        best = s;
                    }
                }
                if (scores[best] > threshold) {
                    break;
                }
                scores[best] = Float.POSITIVE_INFINITY;
                final double squaredDistance = picks.squaredDistance(first + best, vector);
                if (squaredDistance < nearest) {
                    nearest = squaredDistance;
                    threshold = points.threshold(point, Math.min(bound, nearest), largestNorm);
                }
            }
            return nearest;
        }
    }
}
