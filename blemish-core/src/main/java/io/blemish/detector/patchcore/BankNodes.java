package io.blemish.detector.patchcore;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.GraphScores;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.List;
import java.util.Optional;

/**
 * What {@link BankScorer} does, as nodes of a graph. One product of matrices gives all distances but for their last digits:
 * {@code |a - b|² = |a|² - 2ab + |b|²} loses those that the three have in common. So it only chooses a few entries, to which the
 * distances are then taken from the differences. The mean of the bank is subtracted from both sides first; no distance changes,
 * and the norms become as small as they can be.
 */
final class BankNodes {
    /** So many more entries are chosen than are asked for, in case the product puts near ones into a wrong order. */
    private static final int SPARE = 3;

    /** Of the product, so that it gives distances. */
    private static final float FACTOR = -2;

    private final GraphAssembly graph;
    private final Measure measure;
    private final int size;
    private final int dimension;
    private final String center;
    private final String entries;
    private final String squares;

    /**
     * Adds a bank to a graph.
     *
     * @param bank {@code [entries, dimension]}
     * @param measure what is taken of a distance
     */
    BankNodes(final GraphAssembly graph, final FloatMatrix bank, final Measure measure) {
        this.graph = graph;
        this.measure = measure;
        this.size = bank.rows();
        this.dimension = bank.columns();
        graph.requireRoom((long) size * dimension);
        final float[] mean = mean(bank);
        final float[] centered = centered(bank, mean);
        this.center = graph.floats(List.of((long) dimension), mean);
        this.entries = graph.weights(List.of((long) size, (long) dimension), centered);
        this.squares = graph.floats(List.of((long) size), squares(graph.kept(centered)));
    }

    private static float[] mean(final FloatMatrix bank) {
        final double[] sums = new double[bank.columns()];
        for (int row = 0; row < bank.rows(); row++) {
            final float[] values = bank.row(row);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i];
            }
        }
        final float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / bank.rows());
        }
        return mean;
    }

    private static float[] centered(final FloatMatrix bank, final float[] mean) {
        final float[] values = new float[Math.multiplyExact(bank.rows(), bank.columns())];
        bank.copyRows(0, bank.rows(), values, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean[i % mean.length];
        }
        return values;
    }

    private float[] squares(final float[] rows) {
        final float[] sums = new float[size];
        for (int row = 0; row < size; row++) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                final double value = rows[row * dimension + i];
                sum += value * value;
            }
            sums[row] = (float) sum;
        }
        return sums;
    }

    /**
     * Scores pictures.
     *
     * @param patches of the bank's dimension
     * @param nearest over how many nearest entries a patch's distance is the mean
     * @param neighbors how many entries near the nearest one weight the score; 1 switches the weight off
     */
    GraphScores score(final GridValue patches, final int nearest, final int neighbors) {
        final String centered = graph.node("Sub", graph.rows(patches), center);
        final Found found = nearest(centered, Math.min(nearest, size));
        final String means = nearest == 1 ? found.distances : graph.reduce("ReduceMean", found.distances, true, 1);
        final GridValue distances = new GridValue(
                graph.reshape(means, -1, 1, patches.height(), patches.width()), 1, patches.height(), patches.width());
        final String worst = graph.reduce("ReduceMax", distances.name(), false, 1, 2, 3);
        final String score = neighbors == 1
                ? worst
                : graph.node("Mul", worst, weight(centered, distances, found, Math.min(neighbors, size)));
        return new GraphScores(score, distances, Optional.of(found.entries));
    }

    /**
     * Scores pictures by the distance of each patch to its nearest entry, times that entry's factor.
     *
     * @param patches of the bank's dimension
     * @param factors one for each entry
     */
    GraphScores score(final GridValue patches, final float[] factors) {
        final Found found = nearest(graph.node("Sub", graph.rows(patches), center), 1);
        final String each = graph.node("Gather", graph.floats(List.of((long) size), factors), found.entries);
        final String weighted = graph.node("Mul", found.distances, each);
        final GridValue distances = new GridValue(
                graph.reshape(weighted, -1, 1, patches.height(), patches.width()),
                1,
                patches.height(),
                patches.width());
        return new GraphScores(
                graph.reduce("ReduceMax", distances.name(), false, 1, 2, 3), distances, Optional.of(found.entries));
    }

    /** The entries nearest to some vectors, the nearest first. */
    private Found nearest(final String vectors, final int count) {
        final int chosen = Math.min(size, count + SPARE);
        final String product = graph.node(
                "Gemm", node -> node.integer("transB", 1).number("alpha", FACTOR), vectors, entries, squares);
        final String candidates = smallest(product, chosen).get(1);
        final List<String> sorted = smallest(distances(vectors, candidates), count);
        return new Found(
                sorted.get(0),
                graph.node("GatherElements", node -> node.integer("axis", 1), candidates, sorted.get(1)));
    }

    private List<String> smallest(final String rows, final int count) {
        return graph.nodes("TopK", 2, node -> node.integer("axis", 1).integer("largest", 0), rows, graph.longs(count));
    }

    /** The distances of vectors to some entries each, {@code [vectors, entries]}. */
    private String distances(final String vectors, final String chosen) {
        final String differences =
                graph.node("Sub", graph.node("Gather", entries, chosen), graph.reshape(vectors, -1, 1, dimension));
        return graph.reduce(measure.reduction(), differences, false, 2);
    }

    /** The factor of equation 7; see {@link BankScorer}. */
    private String weight(final String patches, final GridValue distances, final Found found, final int neighbors) {
        final int each = distances.positions();
        final String worst = graph.node(
                "ArgMax",
                node -> node.integer("axis", 1).integer("keepdims", 1),
                graph.reshape(distances.name(), -1, each));
        final String patch = graph.node(
                "GatherND", node -> node.integer("batch_dims", 1), graph.reshape(patches, -1, each, dimension), worst);
        final String first = graph.node("Gather", node -> node.integer("axis", 1), found.entries, graph.indices(0));
        final String entry =
                graph.node("GatherElements", node -> node.integer("axis", 1), graph.reshape(first, -1, each), worst);
        final String vector = graph.reshape(graph.node("Gather", entries, entry), -1, dimension);
        final String around = distances(patch, nearest(vector, neighbors).entries);
        final String largest = graph.reduce("ReduceMax", around, true, 1);
        final String sum = graph.reduce("ReduceSum", exponentials(around, largest), false, 1);
        final String own = graph.reshape(exponentials(distances(patch, entry), largest), -1);
        return graph.node("Sub", graph.number(1), graph.node("Div", own, sum));
    }

    private String exponentials(final String distances, final String largest) {
        return graph.node("Exp", graph.node("Sub", distances, largest));
    }

    /**
     * The entries nearest to some vectors.
     *
     * @param distances {@code [vectors, entries]}
     * @param entries their numbers
     */
    private record Found(String distances, String entries) {}
}
