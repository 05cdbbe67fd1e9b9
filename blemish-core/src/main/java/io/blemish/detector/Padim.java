package io.blemish.detector;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * PaDiM (Defard et al., "PaDiM: a Patch Distribution Modeling Framework for Anomaly Detection and Localization"): a patch
 * is as anomalous as it is far, by Mahalanobis, from the normal patches at its own position. It suits parts that always
 * lie alike. A picture's score is the largest value of its anomaly map, as in anomalib.
 */
public final class Padim implements Detector {
    /** Channels kept of a small network such as ResNet-18, as in the paper. */
    public static final int SMALL_CHANNELS = 100;

    /** Channels kept of a large network such as Wide ResNet-50-2, as in the paper. */
    public static final int LARGE_CHANNELS = 550;

    /** All channels of layers 1 to 3 of a Wide ResNet-50-2; networks with fewer count as small. */
    private static final int LARGE_NETWORK = 1792;

    /** Positions that a thread takes at a time. */
    private static final int BLOCK = 16;

    private final PatchEmbedder embedder;
    private final int height;
    private final int width;
    private final FloatMatrix means;
    private final FloatMatrix factors;
    private final Workers workers;
    private final Queue<Distance> idle = new ConcurrentLinkedQueue<>();

    /**
     * Puts a detector together.
     *
     * @param embedder makes patches of the Gaussians' dimension
     * @param height of the grid of positions
     * @param width of the grid of positions
     * @param means see {@link Gaussians}
     * @param factors see {@link Gaussians}; may be mapped
     * @param workers share the positions; not closed here
     */
    public Padim(
            final PatchEmbedder embedder,
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
        this.embedder = embedder;
        this.height = height;
        this.width = width;
        this.means = means;
        this.factors = factors;
        this.workers = workers;
    }

    /**
     * How many channels the paper would keep.
     *
     * @param available channels of all layers
     */
    public static int defaultChannels(final int available) {
        return Math.min(available, available >= LARGE_NETWORK ? LARGE_CHANNELS : SMALL_CHANNELS);
    }

    /**
     * Draws channels: the first of a shuffle (Fisher and Yates) with {@link Random}, whose sequence the Java platform
     * fixes, in ascending order.
     *
     * @param available how many there are
     * @param count how many to draw, in {@code [1, available]}
     * @param seed of the shuffle
     */
    public static int[] drawChannels(final int available, final int count, final long seed) {
        if (count < 1 || count > available) {
            throw new IllegalArgumentException("cannot draw " + count + " of " + available + " channels");
        }
        final int[] order = new int[available];
        for (int i = 0; i < available; i++) {
            order[i] = i;
        }
        final Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            final int j = i + random.nextInt(available - i);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        final int[] drawn = Arrays.copyOf(order, count);
        Arrays.sort(drawn);
        return drawn;
    }

    @Override
    public PatchScores score(final List<FeatureMap> layers) {
        return score(embedder.embed(layers));
    }

    @Override
    public PatchScores score(final Patches patches) {
        if (patches.height() != height || patches.width() != width) {
            throw new InputException("The picture gives " + patches.width() + "x" + patches.height()
                    + " patches and the model knows " + width + "x" + height
                    + " positions: PaDiM needs pictures of the training pictures' proportions. Fit with --resize squash, "
                    + "or cut all alike with --crop.");
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

    @Override
    public float pictureScore(final PatchScores patches, final float peak) {
        return peak;
    }

    @Override
    public void close() {
        idle.clear();
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
