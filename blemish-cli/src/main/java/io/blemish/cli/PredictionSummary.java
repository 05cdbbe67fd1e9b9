package io.blemish.cli;

import java.util.Locale;

/** Counts the verdicts of many pictures, and says in the end what came out. */
final class PredictionSummary {
    private final long begun = System.nanoTime();
    private int normal;
    private int anomalous;
    private int failed;

    /** Counts a picture. */
    void add(final PredictionOutcome outcome) {
        if (outcome.failure().isPresent()) {
            failed++;
        } else if (outcome.isAnomalous()) {
            anomalous++;
        } else {
            normal++;
        }
    }

    boolean anyFailed() {
        return failed > 0;
    }

    boolean anyAnomalous() {
        return anomalous > 0;
    }

    /** One sentence. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%,d pictures: %,d normal, %,d anomalous, %,d could not be read, in %.1f s",
                normal + anomalous + failed,
                normal,
                anomalous,
                failed,
                (System.nanoTime() - begun) / 1e9);
    }
}
