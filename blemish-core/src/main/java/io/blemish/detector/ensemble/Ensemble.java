package io.blemish.detector.ensemble;

import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.Detector;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.AxisMatrix;
import io.blemish.embedding.Upsampling;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Several detectors, each on a network of its own. The distances that each gives are divided by its unit and averaged, patch by
 * patch. The unit is the mean score of the held-out good pictures, so that no network counts for more because its features
 * are larger, and 1 is what a good picture has on average. (The authors' program scales each network's scores by the lowest and
 * the highest of the test set, which one picture alone does not have.)
 */
public final class Ensemble implements Detector {
    private final List<Detector> members;
    private final double[] units;

    Ensemble(final List<Detector> members, final double[] units) {
        this.members = List.copyOf(members);
        this.units = units;
    }

    @Override
    public PatchScores score(final PictureFeatures features) {
        return mean(
                IntStream.range(0, members.size())
                        .mapToObj(i -> members.get(i).score(features.only(i)))
                        .toList(),
                units);
    }

    /**
     * The mean of the scores that several detectors give one picture. Grids coarser than the finest are brought to it
     * bilinearly.
     *
     * @param scores of each detector; a single one is returned as it is
     * @param units to divide each by
     */
    public static PatchScores mean(final List<PatchScores> scores, final double[] units) {
        if (scores.size() == 1) {
            return scores.get(0);
        }
        final int height = scores.stream().mapToInt(PatchScores::height).max().orElseThrow();
        final int width = scores.stream().mapToInt(PatchScores::width).max().orElseThrow();
        final double[] sums = new double[height * width];
        double score = 0;
        for (int i = 0; i < units.length; i++) {
            final float[] distances = onGrid(scores.get(i), height, width);
            for (int p = 0; p < sums.length; p++) {
                sums[p] += distances[p] / units[i];
            }
            score += scores.get(i).score() / units[i];
        }
        final float[] means = new float[sums.length];
        for (int p = 0; p < means.length; p++) {
            means[p] = (float) (sums[p] / units.length);
        }
        return new PatchScores((float) (score / units.length), height, width, means, new int[0]);
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        return mean(
                graph,
                IntStream.range(0, members.size())
                        .mapToObj(i -> members.get(i).addTo(graph, List.of(networks.get(i))))
                        .toList(),
                units);
    }

    /**
     * Adds the nodes that take the mean of the scores that several detectors give, as {@link #mean(List, double[])} does.
     *
     * @param scores of each detector; a single one is returned as it is
     * @param units to divide each by
     */
    public static GraphScores mean(final GraphAssembly graph, final List<GraphScores> scores, final double[] units) {
        if (scores.size() == 1) {
            return scores.get(0);
        }
        final int height = largest(scores, GridValue::height);
        final int width = largest(scores, GridValue::width);
        final List<String> distances = scores.stream()
                .map(GraphScores::distances)
                .map(grid -> AxisMatrix.apply(
                        graph,
                        grid,
                        AxisMatrix.upsampling(grid.height(), height),
                        AxisMatrix.upsampling(grid.width(), width)))
                .map(GridValue::name)
                .toList();
        return new GraphScores(
                weighted(graph, scores.stream().map(GraphScores::score).toList(), units),
                new GridValue(weighted(graph, distances, units), 1, height, width));
    }

    private static int largest(final List<GraphScores> scores, final ToIntFunction<GridValue> side) {
        return scores.stream().map(GraphScores::distances).mapToInt(side).max().orElseThrow();
    }

    private static String weighted(final GraphAssembly graph, final List<String> values, final double[] units) {
        return IntStream.range(0, units.length)
                .mapToObj(i -> graph.node("Mul", values.get(i), graph.number((float) (1 / (units[i] * units.length)))))
                .reduce((sum, value) -> graph.node("Add", sum, value))
                .orElseThrow();
    }

    private static float[] onGrid(final PatchScores scores, final int height, final int width) {
        if (scores.height() == height && scores.width() == width) {
            return scores.distances();
        }
        final float[] finer = new float[height * width];
        Upsampling.plane(
                Upsampling.of(scores.height(), height),
                Upsampling.of(scores.width(), width),
                scores.distances(),
                0,
                scores.width(),
                finer);
        return finer;
    }

    @Override
    public void close() {
        members.forEach(Detector::close);
    }
}
