package io.blemish.cli;

import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Csv;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.FailedSample;
import io.blemish.evaluation.JudgedSample;
import io.blemish.model.StageTimes;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code predictions.csv}: a line for every picture. */
final class PredictionsFile {
    static final String NAME = "predictions.csv";

    private static final double NANOS_PER_MILLI = 1e6;

    private final StringBuilder lines = new StringBuilder(Csv.line(
            "picture",
            "label",
            "kind",
            "score",
            "threshold",
            "review_threshold",
            "verdict",
            "anomalous",
            "width",
            "height",
            "regions",
            "boxes",
            "features_ms",
            "search_ms",
            "map_ms",
            "failure"));

    /** The pictures of an evaluation, in the order of the data set. */
    static PredictionsFile of(final Evaluation evaluation) {
        final PredictionsFile file = new PredictionsFile();
        for (final JudgedSample judged : evaluation.samples()) {
            file.add(judged(
                    judged.sample().id(),
                    judged.anomalous() ? "defect" : "good",
                    judged.sample().kind(),
                    judged.prediction(),
                    judged.times()));
        }
        for (final FailedSample failed : evaluation.failures()) {
            file.add(failed(failed.sample().id(), failed.reason()));
        }
        return file;
    }

    /** The line of a picture of which nobody said what it shows. */
    static String judged(final Prediction prediction, final Optional<StageTimes> times) {
        return judged(prediction.name(), "", "", prediction, times);
    }

    private static String judged(
            final String name,
            final String label,
            final String kind,
            final Prediction prediction,
            final Optional<StageTimes> times) {
        return Csv.line(
                Csv.text(name),
                label,
                Csv.text(kind),
                prediction.score(),
                prediction.threshold(),
                prediction.reviewThreshold().map(String::valueOf).orElse(""),
                prediction.verdict().word(),
                prediction.anomalous(),
                prediction.width(),
                prediction.height(),
                prediction.regions().size(),
                prediction.regions().stream().map(PredictionsFile::box).collect(Collectors.joining("; ")),
                times.map(one -> millis(one.features())).orElse(""),
                times.map(one -> millis(one.search())).orElse(""),
                times.map(one -> millis(one.map())).orElse(""),
                "");
    }

    /** The line of a picture that could not be judged. */
    static String failed(final String name, final String reason) {
        return Csv.line(Csv.text(name), "", "", "", "", "", "", "", "", "", "", "", "", "", "", Csv.text(reason));
    }

    /** Adds the line of a picture. */
    void add(final String line) {
        lines.append(line);
    }

    private static String box(final Region region) {
        return region.x() + " " + region.y() + " " + region.width() + " " + region.height();
    }

    private static String millis(final long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }

    /** Writes the file in one step. */
    void write(final Path file) {
        AtomicFile.write(file, path -> Files.write(path, lines.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
