package io.blemish.detector;

import io.blemish.array.FloatMatrix;
import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * PatchCore (Roth et al., "Towards Total Recall in Industrial Anomaly Detection"): a patch is as anomalous as it is far
 * from the nearest entry of a memory bank of normal patches; a picture is as anomalous as its worst patch (equation 6),
 * weighted down where the nearest entry lies in a crowd (equation 7).
 */
public final class PatchCore implements Detector {
    /** The neighbours {@code b} that weight the score, as anomalib sets them. */
    public static final int DEFAULT_NEIGHBORS = 9;

    private final PatchEmbedder embedder;
    private final FloatMatrix bank;
    private final NeighborSearch search;
    private final int nearest;
    private final int neighbors;
    private final AtomicReferenceArray<int @Nullable []> crowds;

    /** The paper's distance of a patch: that to its single nearest entry. */
    public static final int DEFAULT_NEAREST = 1;

    /**
     * Puts a detector together that takes a patch's distance to its nearest entry.
     *
     * @param embedder makes patches of the bank's dimension
     * @param bank the memory bank, {@code [entries, dimension]}
     * @param search over that bank; closed with this
     * @param neighbors as below
     */
    public PatchCore(
            final PatchEmbedder embedder, final FloatMatrix bank, final NeighborSearch search, final int neighbors) {
        this(embedder, bank, search, DEFAULT_NEAREST, neighbors);
    }

    /**
     * Puts a detector together.
     *
     * @param embedder makes patches of the bank's dimension
     * @param bank the memory bank, {@code [entries, dimension]}
     * @param search over that bank; closed with this
     * @param nearest over how many nearest entries a patch's distance is the mean, as {@code anomaly_scorer_num_nn} in the
     *     authors' program; a smaller bank counts as a whole
     * @param neighbors {@code b}: how many entries near the nearest one weight the score; 1 switches the weight off
     */
    public PatchCore(
            final PatchEmbedder embedder,
            final FloatMatrix bank,
            final NeighborSearch search,
            final int nearest,
            final int neighbors) {
        if (nearest < 1) {
            throw new IllegalArgumentException("nearest must be at least 1, not " + nearest);
        }
        if (neighbors < 1) {
            throw new IllegalArgumentException("neighbors must be at least 1, not " + neighbors);
        }
        this.embedder = embedder;
        this.bank = bank;
        this.search = search;
        this.nearest = nearest;
        this.neighbors = neighbors;
        this.crowds = new AtomicReferenceArray<>(bank.rows());
    }

    @Override
    public PatchScores score(final List<FeatureMap> layers) {
        return score(embedder.embed(layers));
    }

    @Override
    public PatchScores score(final Patches patches) {
        final int each = Math.min(nearest, search.size());
        final Neighbors found = search.search(patches.values(), patches.count(), each);
        final float[] distances = means(found.distances(), each);
        final int[] entries = firsts(found.indices(), each);
        int worst = 0;
        for (int p = 1; p < distances.length; p++) {
            if (distances[p] > distances[worst]) {
                worst = p;
            }
        }
        final double weight = neighbors == 1 ? 1 : weight(patches, worst, entries[worst]);
        return new PatchScores(
                (float) (weight * distances[worst]), patches.height(), patches.width(), distances, entries);
    }

    /** The mean of each patch's distances. */
    private static float[] means(final float[] distances, final int each) {
        if (each == 1) {
            return distances;
        }
        final float[] means = new float[distances.length / each];
        for (int p = 0; p < means.length; p++) {
            double sum = 0;
            for (int i = 0; i < each; i++) {
                sum += distances[p * each + i];
            }
            means[p] = (float) (sum / each);
        }
        return means;
    }

    /** Each patch's nearest entry. */
    private static int[] firsts(final int[] entries, final int each) {
        if (each == 1) {
            return entries;
        }
        final int[] firsts = new int[entries.length / each];
        for (int p = 0; p < firsts.length; p++) {
            firsts[p] = entries[p * each];
        }
        return firsts;
    }

    /**
     * Equation 7's factor: {@code 1 - exp(d*) / sum(exp(d_i))}, where {@code d*} is the distance to the single nearest entry and the {@code d_i} are the distances from the worst
     * patch to the entries nearest to its own nearest entry. The largest is taken off every exponent, so none overflows.
     */
    private double weight(final Patches patches, final int worst, final int entry) {
        final float[] patch = new float[patches.dimension()];
        System.arraycopy(patches.values(), worst * patch.length, patch, 0, patch.length);
        final int[] crowd = crowd(entry);
        final double[] distances = new double[crowd.length];
        double largest = 0;
        for (int i = 0; i < crowd.length; i++) {
            distances[i] = distance(patch, bank.row(crowd[i]));
            largest = Math.max(largest, distances[i]);
        }
        double sum = 0;
        for (final double distance : distances) {
            sum += Math.exp(distance - largest);
        }
        return 1 - Math.exp(distance(patch, bank.row(entry)) - largest) / sum;
    }

    /** The entries nearest to one, searched for when they are first asked for: the same few entries are again and again. */
    private int[] crowd(final int entry) {
        final int[] known = crowds.get(entry);
        if (known != null) {
            return known;
        }
        final int[] found = search.search(bank.row(entry), 1, Math.min(neighbors, bank.rows()))
                .indices();
        crowds.set(entry, found);
        return found;
    }

    private static double distance(final float[] a, final float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            final double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    @Override
    public void close() {
        search.close();
    }
}
