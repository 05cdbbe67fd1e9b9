package io.blemish.coreset;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Arrays;

/**
 * Greedy k-centre: each pick is the point farthest from all picks before it (Gonzalez, "Clustering to minimize the
 * maximum intercluster distance", 1985; used for the memory bank by Roth et al., "Towards Total Recall in Industrial
 * Anomaly Detection", section 3.2).
 *
 * <p>The picks are those of the plain quadratic algorithm over squared Euclidean distances, summed over dimensions in
 * order in double precision; of points equally far the one with the lowest index is picked. They do not depend on the
 * number of threads.
 */
public final class GreedyCoreset {
    private static final int BLOCK = 2048;

    /** Points between two looks at whether a partial sum already exceeds the bound. */
    private static final int STRIDE = 16;

    private final int dimension;
    private final int rows;
    private final float[][] blocks;
    private final double[] nearest;
    private final int[] farthestOfBlock;
    private final Workers workers;

    private GreedyCoreset(final FloatMatrix points, final Workers workers) {
        this.dimension = points.columns();
        this.rows = points.rows();
        this.blocks = new float[(rows + BLOCK - 1) / BLOCK][];
        this.nearest = new double[rows];
        this.farthestOfBlock = new int[blocks.length];
        this.workers = workers;
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        workers.forBlocks(rows, BLOCK, (from, to) -> blocks[from / BLOCK] = copy(points, from, to));
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
        return new GreedyCoreset(points, workers).pick(count, start, progress);
    }

    private static float[] copy(final FloatMatrix points, final int from, final int to) {
        final int columns = points.columns();
        final float[] values = new float[(to - from) * columns];
        points.copyRows(from, to - from, values, 0);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputException("The features of patch " + (from + i / columns) + " contain " + values[i]
                        + ", which is not a number to measure distances with; check the backbone's weights.");
            }
        }
        return values;
    }

    private int[] pick(final int count, final int start, final Progress progress) {
        final int[] picks = new int[count];
        int next = start;
        for (int p = 0; p < count; p++) {
            picks[p] = next;
            // Below any distance, so that a pick is never picked again, not even among duplicates.
            nearest[next] = -1;
            if (p + 1 < count) {
                final int pick = next;
                workers.forEach(blocks.length, b -> update(b, pick));
                next = farthest();
            }
            progress.report("coreset", p + 1L, count);
        }
        return picks;
    }

    private void update(final int block, final int pick) {
        final int first = block * BLOCK;
        final int to = Math.min(rows, first + BLOCK);
        int farthest = first;
        for (int i = first; i < to; i++) {
            nearest[i] = Math.min(nearest[i], squaredDistance(i, pick, nearest[i]));
            if (nearest[i] > nearest[farthest]) {
                farthest = i;
            }
        }
        farthestOfBlock[block] = farthest;
    }

    private int farthest() {
        int farthest = farthestOfBlock[0];
        for (final int candidate : farthestOfBlock) {
            if (nearest[candidate] > nearest[farthest]) {
                farthest = candidate;
            }
        }
        return farthest;
    }

    /** The squared distance, or a partial sum of it once that is no smaller than {@code bound}. */
    private double squaredDistance(final int i, final int j, final double bound) {
        final float[] a = blocks[i / BLOCK];
        final float[] b = blocks[j / BLOCK];
        final int ai = (i % BLOCK) * dimension;
        final int bj = (j % BLOCK) * dimension;
        double sum = 0;
        for (int d = 0; d < dimension && sum < bound; d += STRIDE) {
            final int end = Math.min(dimension, d + STRIDE);
            for (int e = d; e < end; e++) {
                final double difference = (double) a[ai + e] - b[bj + e];
                sum += difference * difference;
            }
        }
        return sum;
    }
}
