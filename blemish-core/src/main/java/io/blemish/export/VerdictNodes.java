package io.blemish.export;

import io.blemish.onnx.GraphAssembly;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.Decision;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The verdicts of a graph: the number of each {@link Decision}, in their order.
 *
 * @param calibration the thresholds
 */
record VerdictNodes(Calibration calibration) {
    /** {@code ok,review,defect}: a verdict is a number in this list. */
    static final String NAMES =
            Arrays.stream(Decision.values()).map(Decision::word).collect(Collectors.joining(","));

    /** A score above the threshold is above that for review too, so the number of thresholds below it is the verdict. */
    String addTo(final GraphAssembly graph, final String score) {
        return graph.node(
                "Add",
                above(graph, score, calibration.threshold()),
                above(graph, score, calibration.reviewThreshold().orElse(calibration.threshold())));
    }

    private static String above(final GraphAssembly graph, final String score, final float threshold) {
        return graph.toLong(graph.node("Greater", score, graph.number(threshold)));
    }
}
