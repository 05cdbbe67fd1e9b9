package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.cli.terminal.Failures;
import io.blemish.prediction.Decision;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of one picture: a verdict, or a sentence that says why there is none. There are both if the verdict's pictures could
 * not be written.
 *
 * @param line the verdict
 * @param failure why there is none, or why there are no pictures of it
 * @param row the verdict, or why there is none, as a line of {@code predictions.csv}
 */
record PredictionOutcome(Optional<PredictionLine> line, Optional<String> failure, String row) {
    static PredictionOutcome of(final PredictionLine line, final String row) {
        return new PredictionOutcome(Optional.of(line), Optional.empty(), row);
    }

    static PredictionOutcome withoutPictures(
            final PredictionLine line, final BlemishException reason, final String row) {
        return new PredictionOutcome(Optional.of(line), Optional.of(Failures.sentence(reason)), row);
    }

    static PredictionOutcome failed(final Path picture, final BlemishException reason) {
        final String sentence = Failures.sentence(reason);
        return new PredictionOutcome(
                Optional.empty(), Optional.of(sentence), PredictionsFile.failed(picture.toString(), sentence));
    }

    /** The decision, if there is one. */
    Optional<Decision> verdict() {
        return line.map(PredictionLine::verdict);
    }
}
