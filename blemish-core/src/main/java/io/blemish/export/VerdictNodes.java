package io.blemish.export;

import io.blemish.onnx.GraphAssembly;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.Decision;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The verdicts of a graph: the number of each {@link Decision} in {@link #ORDER}.
 *
 * @param calibration the thresholds
 */
record VerdictNodes(Calibration calibration) {
    /** Each decision has the number of thresholds that the score is above. */
    static final List<Decision> ORDER = List.of(Decision.OK, Decision.REVIEW, Decision.DEFECT);

    /** {@code ok,review,defect}: a verdict is a number in this list. */
    static final String NAMES = ORDER.stream().map(Decision::word).collect(Collectors.joining(","));

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
