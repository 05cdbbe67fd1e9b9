package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.cli.terminal.Failures;
import io.blemish.prediction.Decision;
import java.util.Optional;

/**
 * What became of one picture: a verdict, or a sentence that says why there is none.
 *
 * @param line the verdict
 * @param failure why there is none
 */
record PredictionOutcome(Optional<PredictionLine> line, Optional<String> failure) {
    static PredictionOutcome of(final PredictionLine line) {
        return new PredictionOutcome(Optional.of(line), Optional.empty());
    }

    static PredictionOutcome failed(final BlemishException reason) {
        return new PredictionOutcome(Optional.empty(), Optional.of(Failures.sentence(reason)));
    }

    /** The decision, if there is one. */
    Optional<Decision> verdict() {
        return line.map(PredictionLine::verdict);
    }
}
