package io.blemish.server.fits;

import java.util.Optional;

/**
 * A line that a process that fits prints, as JSON. The last one has a report or a problem.
 *
 * @param step how far it is
 * @param report what it says of the model, which is written
 * @param problem why there is no model, in one sentence
 */
record FitLine(Optional<Step> step, Optional<FitResult.Report> report, Optional<String> problem) {
    /**
     * How far the process is.
     *
     * @param stage the work that is being done
     * @param done how many steps of it are done
     * @param total how many it has
     */
    record Step(String stage, long done, long total) {}

    static FitLine of(final Step step) {
        return new FitLine(Optional.of(step), Optional.empty(), Optional.empty());
    }

    static FitLine of(final FitResult.Report report) {
        return new FitLine(Optional.empty(), Optional.of(report), Optional.empty());
    }

    static FitLine problem(final String sentence) {
        return new FitLine(Optional.empty(), Optional.empty(), Optional.of(sentence));
    }
}
