package io.blemish.server.fits;

/** How a process that fits has ended. */
sealed interface FitOutcome {
    /**
     * The model is written.
     *
     * @param report what the fit says of it
     */
    record Fitted(FitResult.Report report) implements FitOutcome {}

    /**
     * There is no model.
     *
     * @param problem the reason, in one sentence
     */
    record Failed(String problem) implements FitOutcome {}
}
