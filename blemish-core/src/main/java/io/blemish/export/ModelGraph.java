package io.blemish.export;

import io.blemish.detector.GraphScores;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.ModelParts;
import io.blemish.model.Software;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.onnx.OnnxGraph;
import io.blemish.prediction.MapRenderer;

/**
 * Puts the graph of a model together.
 *
 * @param parts the model
 * @param size of the networks' input
 * @param options of the graph
 */
record ModelGraph(ModelParts parts, Size size, ExportOptions options) {
    /** The score of each picture, {@code float32 [n]}. */
    static final String SCORE = "score";

    /** The verdict on each picture, {@code int64 [n]}; see {@link VerdictNodes#NAMES}. */
    static final String VERDICT = "verdict";

    /** The anomaly map of each picture, {@code float32 [n, height, width]}. */
    static final String MAP = "map";

    /** The distance of each patch, {@code float32 [n, rows, columns]}. */
    static final String DISTANCES = "distances";

    /** How many pictures there are, which is free. */
    private static final String PICTURES = "n";

    /**
     * Builds it.
     *
     * @param notes what is said of it
     */
    OnnxGraph build(final GraphNotes notes) {
        final NetworkNodes networks = new NetworkNodes(parts.networks());
        final GraphAssembly graph = new GraphAssembly("blemish", networks.operatorSet(), options.half());
        final Preprocessing preprocessing = parts.description().preprocessing();
        final Placement placement = preprocessing.placement(size);
        final String pixels = options.pixels().addTo(graph, size, preprocessing.normalization());
        final String input = preprocessing
                .mask()
                .map(mask -> mask.apply(graph, pixels, placement))
                .orElse(pixels);
        final GraphScores scores = parts.detector().addTo(graph, networks.addTo(graph, input, size));
        final GridValue map = new MapRenderer(parts.description().sigma(), preprocessing.mask())
                .render(graph, scores.distances(), placement);
        final String score = parts.description().detector().pictureScore(graph, scores, map);
        graph.rename(score, SCORE);
        graph.rename(new VerdictNodes(parts.calibration()).addTo(graph, score), VERDICT);
        graph.graph().output(SCORE, DataType.FLOAT32, PICTURES).output(VERDICT, DataType.INT64, PICTURES);
        output(graph, map, MAP);
        output(graph, scores.distances(), DISTANCES);
        notes.addTo(graph.graph().producer(Software.NAME_AND_VERSION));
        return graph.graph().build();
    }

    private static void output(final GraphAssembly graph, final GridValue grid, final String name) {
        graph.rename(graph.reshape(grid.name(), -1, grid.height(), grid.width()), name);
        graph.graph()
                .output(
                        name,
                        DataType.FLOAT32,
                        PICTURES,
                        Integer.toString(grid.height()),
                        Integer.toString(grid.width()));
    }
}
