package io.blemish.server.fits;

import java.time.Duration;
import java.util.Optional;

/** Tells from the steps of a stage how long it goes on. For one thread. */
final class RemainingTime {
    /** Before this, the remaining time is not known. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final double NANOS = 1e9;

    private String stage = "";
    private long begin;
    private long first;
    private long last;

    FitProgress after(final FitLine.Step step, final long now) {
        // A stage may come several times, once for each view of the pictures.
        if (!step.stage().equals(stage) || step.done() < last) {
            stage = step.stage();
            begin = now;
            first = step.done();
        }
        last = step.done();
        final boolean known = now - begin >= SHORTEST.toNanos() && last > first;
        return new FitProgress(
                step.stage(),
                step.done(),
                step.total(),
                known ? Optional.of((now - begin) / NANOS * (step.total() - last) / (last - first)) : Optional.empty());
    }
}
