package io.blemish.export;

import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription;
import io.blemish.model.ModelParts;
import io.blemish.model.Software;
import io.blemish.onnx.GraphBuilder;
import io.blemish.prediction.Calibration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a graph says of itself: all that a program needs to prepare pictures and to read the results, and what the graph was made
 * from. Runtimes give it as custom metadata.
 *
 * @param values texts by name
 */
record GraphNotes(Map<String, String> values) {
    /** The hash of the model's file. */
    static final String MODEL = "model_sha256";

    /** The precision of the weights. */
    static final String WEIGHTS = "weights";

    /** The {@link #WEIGHTS} of half precision. */
    static final String HALF = "float16";

    private static final String SINGLE = "float32";

    /**
     * What is said of a graph.
     *
     * @param model the hash of the model's file
     */
    static GraphNotes of(final ModelParts parts, final String model, final Size size, final ExportOptions options) {
        final Map<String, String> values = new LinkedHashMap<>();
        final ModelDescription description = parts.description();
        values.put("software", Software.NAME_AND_VERSION);
        values.put(MODEL, model);
        values.put("detector", description.detector().type());
        values.put("backbone", description.backbone().name());
        values.put("layers", String.join(",", description.backbone().layers()));
        values.put("dataset", description.training().dataset());
        values.put(
                "training_pictures",
                Integer.toString(description.training().pictures().size()));
        values.put(WEIGHTS, options.half() ? HALF : SINGLE);
        values.put("input", options.pixels().layout());
        values.put("input_size", size.toString());
        addPreprocessing(description.preprocessing(), values);
        addThresholds(parts.calibration(), values);
        return new GraphNotes(values);
    }

    private static void addPreprocessing(final Preprocessing preprocessing, final Map<String, String> values) {
        values.put("resize", preprocessing.resize().name().toLowerCase(Locale.ROOT));
        values.put("resize_to", Integer.toString(preprocessing.size()));
        preprocessing.crop().ifPresent(side -> values.put("center_crop", Integer.toString(side)));
        values.put("interpolation", "bilinear, antialiased, as Pillow's BILINEAR");
        final Normalization normalization = preprocessing.normalization();
        values.put("mean", list(normalization.mean()));
        values.put("std", list(normalization.std()));
        values.put("normalized_inside", "true");
    }

    private static String list(final List<Float> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void addThresholds(final Calibration calibration, final Map<String, String> values) {
        values.put("verdicts", VerdictNodes.NAMES);
        values.put("threshold", Float.toString(calibration.threshold()));
        calibration.reviewThreshold().ifPresent(value -> values.put("review_threshold", Float.toString(value)));
        values.put("pixel_threshold", Float.toString(calibration.pixelThreshold()));
    }

    void addTo(final GraphBuilder graph) {
        values.forEach(graph::metadata);
    }
}
