package io.blemish.cli;

import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Csv;
import io.blemish.comparison.JudgedPair;
import io.blemish.comparison.PairedComparison;
import io.blemish.prediction.Prediction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** {@code differences.csv}: a line for every picture on which the verdicts of two models differ. */
final class DifferencesFile {
    static final String NAME = "differences.csv";

    private static final String HEADER = Csv.line(
            "picture",
            "label",
            "kind",
            "verdict",
            "score",
            "threshold",
            "against_verdict",
            "against_score",
            "against_threshold");

    private DifferencesFile() {}

    /** Writes the file in one step. */
    static void write(final PairedComparison comparison, final Path file) {
        final String lines =
                comparison.differing().stream().map(DifferencesFile::line).collect(Collectors.joining("", HEADER, ""));
        AtomicFile.write(file, path -> Files.write(path, lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static String line(final JudgedPair pair) {
        final Prediction model = pair.model().prediction();
        final Prediction against = pair.against().prediction();
        return Csv.line(
                Csv.text(pair.model().sample().id()),
                pair.anomalous() ? "defect" : "good",
                Csv.text(pair.model().sample().kind()),
                model.verdict().word(),
                model.score(),
                model.threshold(),
                against.verdict().word(),
                against.score(),
                against.threshold());
    }
}
