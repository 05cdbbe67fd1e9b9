package io.blemish.detector.padim;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Scores patches by their Mahalanobis distance from the normal patches at their own position (Defard et al., "PaDiM: a Patch
 * Distribution Modeling Framework for Anomaly Detection and Localization"). It suits parts that always lie alike. Safe for use
 * by many threads.
 */
final class GaussianScorer {
    /** Positions that a thread takes at a time. */
    private static final int BLOCK = 16;

    private final int height;
    private final int width;
    private final FloatMatrix means;
    private final FloatMatrix factors;
    private final Workers workers;
    private final Queue<Distance> idle = new ConcurrentLinkedQueue<>();

    /**
     * A scorer of one grid.
     *
     * @param height of the grid of positions
     * @param width of the grid of positions
     * @param means see {@link Gaussians}
     * @param factors see {@link Gaussians}; may be mapped
     * @param workers share the positions; not closed here
     */
    GaussianScorer(
            final int height,
            final int width,
            final FloatMatrix means,
            final FloatMatrix factors,
            final Workers workers) {
        if (means.rows() != height * width
                || factors.rows() != means.rows()
                || factors.columns() != Gaussians.packed(means.columns())) {
            throw new IllegalArgumentException("means and factors do not belong to one grid");
        }
        this.height = height;
        this.width = width;
        this.means = means;
        this.factors = factors;
        this.workers = workers;
    }

    /**
     * Scores one picture.
     *
     * @param patches of the drawn channels
     * @throws BlemishException if the grid of patches is another one
     */
    PatchScores score(final Patches patches) {
        if (patches.height() != height || patches.width() != width) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNSUITABLE,
                    "The picture gives " + patches.width() + "x" + patches.height()
                            + " patches and the model knows " + width + "x" + height
                            + " positions: PaDiM needs pictures of the training pictures' proportions.");
        }
        final float[] distances = new float[patches.count()];
        workers.forBlocks(distances.length, BLOCK, (from, to) -> {
            final Distance known = idle.poll();
            final Distance distance = known == null ? new Distance(means.columns()) : known;
            for (int position = from; position < to; position++) {
                distances[position] = distance.at(position, patches.values());
            }
            idle.add(distance);
        });
        float score = 0;
        for (final float distance : distances) {
            score = Math.max(score, distance);
        }
        return new PatchScores(score, height, width, distances, new int[0]);
    }

    /** Buffers of one thread. */
    private final class Distance {
        private final int dimension;
        private final float[] difference;
        private final float[] factor;
        private final float[] sums;

        Distance(final int dimension) {
            this.dimension = dimension;
            this.difference = new float[dimension];
            this.factor = new float[factors.columns()];
            this.sums = new float[dimension];
        }

        float at(final int position, final float[] patches) {
            means.copyRows(position, 1, difference, 0);
            factors.copyRows(position, 1, factor, 0);
            for (int d = 0; d < dimension; d++) {
                difference[d] = patches[position * dimension + d] - difference[d];
            }
            Arrays.fill(sums, 0);
            int start = 0;
            for (int column = 0; column < dimension; column++) {
                addColumn(column, start, difference[column]);
                start += dimension - column;
            }
            double square = 0;
            for (final float sum : sums) {
                square += (double) sum * sum;
            }
            return (float) Math.sqrt(square);
        }

        private void addColumn(final int column, final int start, final float value) {
            final int shift = start - column;
            for (int i = column; i < dimension; i++) {
                sums[i] += value * factor[shift + i];
            }
        }
    }
}
