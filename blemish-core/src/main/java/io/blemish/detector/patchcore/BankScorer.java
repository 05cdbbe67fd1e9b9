package io.blemish.detector.patchcore;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import io.blemish.search.Recall;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores patches against a memory bank (Roth et al., "Towards Total Recall in Industrial Anomaly Detection"): a patch is as
 * anomalous as it is far from the nearest entry of the bank; a picture is as anomalous as its worst patch (equation 6),
 * weighted down if the nearest entry has close neighbours in the bank (equation 7). Safe for use by many threads.
 */
final class BankScorer implements AutoCloseable {
    /** So many times as many entries are searched for if all that were found are the picture's own. */
    private static final int WIDENING = 4;

    private final FloatMatrix bank;
    private final NeighborSearch search;
    private final int nearest;
    private final int neighbors;
    private final Measure measure;
    private final AtomicReferenceArray<int @Nullable []> neighborhoods;

    /** A scorer that takes distances as they are. */
    BankScorer(final FloatMatrix bank, final NeighborSearch search, final int nearest, final int neighbors) {
        this(bank, search, nearest, neighbors, Measure.DISTANCE);
    }

    /**
     * A scorer over a bank.
     *
     * @param bank the memory bank, {@code [entries, dimension]}
     * @param search over that bank; closed with this
     * @param nearest over how many nearest entries a patch's distance is the mean, as {@code anomaly_scorer_num_nn} in the
     *     authors' program; a smaller bank counts as a whole
     * @param neighbors {@code b}: how many entries near the nearest one weight the score; 1 switches the weight off
     * @param measure what is taken of a distance, also in the weight
     */
    BankScorer(
            final FloatMatrix bank,
            final NeighborSearch search,
            final int nearest,
            final int neighbors,
            final Measure measure) {
        if (nearest < 1) {
            throw new IllegalArgumentException("nearest must be at least 1, not " + nearest);
        }
        if (neighbors < 1) {
            throw new IllegalArgumentException("neighbors must be at least 1, not " + neighbors);
        }
        this.bank = bank;
        this.search = search;
        this.nearest = nearest;
        this.neighbors = neighbors;
        this.measure = measure;
        this.neighborhoods = new AtomicReferenceArray<>(bank.rows());
    }

    /**
     * Scores one picture.
     *
     * @param patches of the bank's dimension
     */
    PatchScores score(final Patches patches) {
        final int each = Math.min(nearest, search.size());
        final Neighbors found = search.search(patches.values(), patches.count(), each);
        final float[] distances = means(measure.of(found.distances()), each);
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

    /**
     * The mean distance of a picture's patches to their nearest entry that is not the picture's own; empty if all are.
     *
     * @param own whether an entry is the picture's own
     */
    OptionalDouble distanceToOthers(final Patches patches, final IntPredicate own) {
        final int owned = (int) IntStream.range(0, bank.rows()).filter(own).count();
        if (owned == bank.rows()) {
            return OptionalDouble.empty();
        }
        final double[] distances = new double[patches.count()];
        int[] open = IntStream.range(0, distances.length).toArray();
        // Most patches are nearest to another picture's entry; even if all of its own are nearer, one more is
        // another's.
        for (int each = 1; open.length > 0; each = each > owned ? each : Math.min(owned + 1, each * WIDENING)) {
            open = find(patches, open, each, each > owned, own, distances);
        }
        return Arrays.stream(distances)
                .filter(distance -> !Double.isNaN(distance))
                .average();
    }

    /**
     * Searches for the nearest entries of some patches.
     *
     * @param open which patches
     * @param each how many entries of each
     * @param last whether a patch without an entry of another picture is given up
     * @param distances receives each patch's distance to the nearest entry that is not its own; NaN if it is given up
     * @return the patches of which all entries found are its own
     */
    private int[] find(
            final Patches patches,
            final int[] open,
            final int each,
            final boolean last,
            final IntPredicate own,
            final double[] distances) {
        final int dimension = patches.dimension();
        final float[] queries = new float[open.length * dimension];
        for (int i = 0; i < open.length; i++) {
            System.arraycopy(patches.values(), open[i] * dimension, queries, i * dimension, dimension);
        }
        final Neighbors found = search.search(queries, open.length, each);
        return IntStream.range(0, open.length)
                .filter(i -> {
                    final OptionalInt other = IntStream.range(i * each, (i + 1) * each)
                            .filter(at -> found.indices()[at] >= 0 && !own.test(found.indices()[at]))
                            .findFirst();
                    distances[open[i]] = other.isPresent() ? found.distances()[other.getAsInt()] : Double.NaN;
                    return other.isEmpty() && !last;
                })
                .map(i -> open[i])
                .toArray();
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
     * The factor of equation 7: {@code 1 - exp(d*) / sum(exp(d_i))}. {@code d*} is the distance to the single nearest entry,
     * and the {@code d_i} are the distances from the worst patch to the entries nearest to its own nearest entry. The largest
     * exponent is subtracted from every exponent, so that none overflows.
     */
    private double weight(final Patches patches, final int worst, final int entry) {
        final float[] patch = new float[patches.dimension()];
        System.arraycopy(patches.values(), worst * patch.length, patch, 0, patch.length);
        final int[] neighborhood = neighborhood(entry);
        final double[] distances = new double[neighborhood.length];
        double largest = 0;
        for (int i = 0; i < neighborhood.length; i++) {
            distances[i] = distance(patch, bank.row(neighborhood[i]));
            largest = Math.max(largest, distances[i]);
        }
        double sum = 0;
        for (final double distance : distances) {
            sum += Math.exp(distance - largest);
        }
        return 1 - Math.exp(distance(patch, bank.row(entry)) - largest) / sum;
    }

    /** The entries nearest to an entry. They are kept once searched for, because the same entries are asked for again and again. */
    private int[] neighborhood(final int entry) {
        final int[] known = neighborhoods.get(entry);
        if (known != null) {
            return known;
        }
        final int[] found = search.search(bank.row(entry), 1, Math.min(neighbors, bank.rows()))
                .indices();
        neighborhoods.set(entry, found);
        return found;
    }

    private double distance(final float[] a, final float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            final double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return measure.ofSquare(sum);
    }

    /**
     * Measures how often the search finds the nearest entry.
     *
     * @param patches {@code [n, d]} that are not in the bank
     * @param workers share the exact search that this is compared with
     */
    Recall recall(final FloatMatrix patches, final Workers workers) {
        return Recall.of(search, bank, patches, workers);
    }

    @Override
    public void close() {
        search.close();
    }
}
