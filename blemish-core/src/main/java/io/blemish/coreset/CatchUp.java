package io.blemish.coreset;

import io.blemish.array.MatrixProduct;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Compares candidates with the picks that they have not seen: first by scores alone, a block of points and a run of picks
 * at a time, which lowers nearly all of them below the cut-off; then, the few that still lead, by distances.
 */
final class CatchUp {
    /** Points of one product; its operands and its result stay in a core's own cache. */
    private static final int BLOCK = 256;

    /** Picks of one product: many, since copying a block of points costs as much as comparing it with 30 picks. */
    private static final int RUN = 256;

    /** Points whose distances are settled together: few there are, and every thread is to have some. */
    private static final int SETTLED = 32;

    private final Points points;
    private final Picks picks;
    private final Frontier frontier;
    private final Workers workers;
    private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>();

    CatchUp(final Points points, final Picks picks, final Frontier frontier, final Workers workers) {
        this.points = points;
        this.picks = picks;
        this.frontier = frontier;
        this.workers = workers;
    }

    /** Makes the bound of every candidate that leads exact and of all picks; returns those candidates in rising order. */
    int[] run(final Frontier.Candidates candidates) {
        for (int[] stale = stalestFirst(candidates); stale.length > 0; stale = stalestFirst(candidates)) {
            final int[] ordered = stale;
            workers.forBlocks(ordered.length, BLOCK, (from, to) -> lower(ordered, from, to, candidates));
        }
        final int[] guessed = leading(candidates, false);
        workers.forBlocks(guessed.length, SETTLED, (from, to) -> settle(guessed, from, to));
        return leading(candidates, true);
    }

    /** The leading candidates that have not seen all picks, by how many they have seen. */
    private int[] stalestFirst(final Frontier.Candidates candidates) {
        final int now = picks.size();
        final int[] starts = new int[now + 1];
        for (final int point : candidates.points()) {
            if (isStale(point, candidates)) {
                starts[frontier.seen(point) + 1]++;
            }
        }
        for (int s = 1; s <= now; s++) {
            starts[s] += starts[s - 1];
        }
        final int[] ordered = new int[starts[now]];
        for (final int point : candidates.points()) {
            if (isStale(point, candidates)) {
                ordered[starts[frontier.seen(point)]++] = point;
            }
        }
        return ordered;
    }

    private boolean isStale(final int point, final Frontier.Candidates candidates) {
        return frontier.seen(point) < picks.size() && candidates.leads(point, frontier.bound(point));
    }

    private int[] leading(final Frontier.Candidates candidates, final boolean exact) {
        return Arrays.stream(candidates.points())
                .filter(point -> candidates.leads(point, frontier.bound(point)) && frontier.isExact(point) == exact)
                .toArray();
    }

    /** Goes through the picks for as long as most of a block still leads; what then does is put into fuller blocks. */
    private void lower(final int[] ordered, final int from, final int to, final Frontier.Candidates candidates) {
        final Workspace workspace = borrow();
        workspace.loadPoints(ordered, from, to);
        int leading = to - from;
        for (int first = frontier.seen(ordered[from]); first < picks.size() && 2 * leading >= to - from; first += RUN) {
            workspace.lower(ordered, from, to, first, Math.min(picks.size(), first + RUN));
            leading = 0;
            for (int i = from; i < to; i++) {
                leading += candidates.leads(ordered[i], frontier.bound(ordered[i])) ? 1 : 0;
            }
        }
        workspaces.add(workspace);
    }

    private void settle(final int[] guessed, final int from, final int to) {
        final Workspace workspace = borrow();
        workspace.loadPoints(guessed, from, to);
        workspace.settle(guessed, from, to);
        workspaces.add(workspace);
    }

    private Workspace borrow() {
        final Workspace idle = workspaces.poll();
        return idle == null ? new Workspace() : idle;
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

        /** Lowers bounds to what the smallest scores promise. */
        void lower(final int[] ordered, final int from, final int to, final int first, final int end) {
            multiply(to - from, first, end);
            final double reach = picks.reach(first, end);
            for (int i = from; i < to; i++) {
                final int point = ordered[i];
                final double bound = frontier.bound(point);
                final int seen = Math.max(end, frontier.seen(point));
                if (minima[i - from] > points.threshold(point, bound, reach)) {
                    frontier.set(point, bound, frontier.isExact(point), seen);
                } else {
                    final double promised = points.upperBound(point, minima[i - from], reach);
                    frontier.set(point, Math.min(bound, promised), false, seen);
                }
            }
        }

        /** Replaces bounds by the distances that they stand for. */
        void settle(final int[] guessed, final int from, final int to) {
            final double[] nearest = new double[to - from];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int first = 0; first < picks.size(); first += RUN) {
                final int end = Math.min(picks.size(), first + RUN);
                multiply(to - from, first, end);
                final double reach = picks.reach(first, end);
                for (int i = 0; i < nearest.length; i++) {
                    final int point = guessed[from + i];
                    final double bound = Math.min(nearest[i], frontier.bound(point));
                    if (!(minima[i] > points.threshold(point, bound, reach))) {
                        product.product().get(i * (end - first), scores, 0, end - first);
                        nearest[i] = Math.min(nearest[i], nearest(point, bound, first, end - first, reach));
                    }
                }
            }
            for (int i = 0; i < nearest.length; i++) {
                frontier.set(guessed[from + i], nearest[i], true, picks.size());
            }
        }

        /**
         * The least distance to a pick of a run, if below the bound. The likeliest goes first, so that it rules the
         * others out.
         */
        private double nearest(
                final int point, final double bound, final int first, final int run, final double reach) {
            points.copyRow(point, vector, 0);
            double nearest = Double.POSITIVE_INFINITY;
            float threshold = points.threshold(point, bound, reach);
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
                    threshold = points.threshold(point, Math.min(bound, nearest), reach);
                }
            }
            return nearest;
        }
    }
}
