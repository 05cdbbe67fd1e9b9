package io.blemish.export;

import io.blemish.detector.GraphScores;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.ModelParts;
import io.blemish.model.Software;
import io.blemish.model.WholeGraph;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.onnx.OnnxGraph;
import io.blemish.onnx.OnnxRuntime;
import io.blemish.prediction.MapRenderer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

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

    private static final String CHANNELS = "3";

    /**
     * Builds it.
     *
     * @param notes what is said of it
     */
    OnnxGraph build(final GraphNotes notes) {
        final NetworkNodes networks = new NetworkNodes(parts.networks());
        final GraphAssembly graph = begin(networks);
        final Preprocessing preprocessing = parts.description().preprocessing();
        final String pixels = options.pixels().addTo(graph, size, preprocessing.normalization());
        final String input = preprocessing
                .mask()
                .map(mask -> mask.apply(graph, pixels, preprocessing.placement(size)))
                .orElse(pixels);
        final Judged judged = judge(graph, networks, input);
        graph.rename(judged.score(), SCORE);
        graph.rename(new VerdictNodes(parts.calibration()).addTo(graph, judged.score()), VERDICT);
        graph.graph().output(SCORE, DataType.FLOAT32, PICTURES).output(VERDICT, DataType.INT64, PICTURES);
        output(graph, judged.map(), MAP);
        output(graph, judged.scores().distances(), DISTANCES);
        notes.addTo(graph.graph().producer(Software.NAME_AND_VERSION));
        return graph.graph().build();
    }

    /** The same without the steps before the networks and after the score, which a model does as ever. */
    WholeGraph whole() {
        final NetworkNodes networks = new NetworkNodes(parts.networks());
        final GraphAssembly graph = begin(networks);
        final String input = GraphPixels.NAME;
        graph.graph()
                .input(
                        input,
                        DataType.FLOAT32,
                        PICTURES,
                        CHANNELS,
                        Integer.toString(size.height()),
                        Integer.toString(size.width()));
        final Judged judged = judge(graph, networks, input);
        final GridValue distances = judged.scores().distances();
        final List<String> outputs = new ArrayList<>();
        outputs.add(grid(graph, new GridValue(judged.score(), 1, 1, 1), WholeGraph.SCORE));
        outputs.add(grid(graph, judged.map(), WholeGraph.MAP));
        outputs.add(grid(graph, distances, WholeGraph.DISTANCES));
        judged.scores()
                .nearest()
                .map(entries -> graph.node("Gather", node -> node.integer("axis", 1), entries, graph.indices(0)))
                .map(nearest -> new GridValue(graph.toFloat(nearest), 1, distances.height(), distances.width()))
                .ifPresent(nearest -> outputs.add(grid(graph, nearest, WholeGraph.NEAREST)));
        return new WholeGraph(bytes(graph.graph().build()), size, outputs);
    }

    private GraphAssembly begin(final NetworkNodes networks) {
        return new GraphAssembly("blemish", networks.operatorSet(), options.half());
    }

    private Judged judge(final GraphAssembly graph, final NetworkNodes networks, final String input) {
        final Preprocessing preprocessing = parts.description().preprocessing();
        final GraphScores scores = parts.detector().addTo(graph, networks.addTo(graph, input, size));
        final GridValue map = new MapRenderer(parts.description().sigma(), preprocessing.mask())
                .render(graph, scores.distances(), preprocessing.placement(size));
        return new Judged(scores, map, parts.description().detector().pictureScore(graph, scores, map));
    }

    /** What a graph gives for pictures. */
    private record Judged(GraphScores scores, GridValue map, String score) {}

    private static String grid(final GraphAssembly graph, final GridValue value, final String name) {
        graph.rename(graph.reshape(value.name(), -1, value.channels(), value.height(), value.width()), name);
        graph.graph()
                .output(
                        name,
                        DataType.FLOAT32,
                        PICTURES,
                        Integer.toString(value.channels()),
                        Integer.toString(value.height()),
                        Integer.toString(value.width()));
        return name;
    }

    private static ByteBuffer bytes(final OnnxGraph graph) {
        final byte[] onnx = graph.toBytes();
        return OnnxRuntime.bytes(onnx.length).put(onnx).flip();
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
