package io.blemish.cli;

import io.blemish.prediction.Decision;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts the verdicts of many pictures, and says in the end what came out. */
final class PredictionSummary {
    private final long begun = System.nanoTime();
    private final Map<Decision, Integer> counts = new EnumMap<>(Decision.class);
    private int failed;
    private boolean lacksPictures;

    /** Counts a picture. */
    void add(final PredictionOutcome outcome) {
        outcome.verdict().ifPresentOrElse(verdict -> counts.merge(verdict, 1, Integer::sum), () -> failed++);
        lacksPictures |= outcome.verdict().isPresent() && outcome.failure().isPresent();
    }

    boolean anyFailed() {
        return failed > 0 || lacksPictures;
    }

    boolean any(final Decision verdict) {
        return count(verdict) > 0;
    }

    private int count(final Decision verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** One sentence. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%,d pictures: %,d normal, %s%,d anomalous, %,d could not be read, in %.1f s",
                counts.values().stream().mapToInt(Integer::intValue).sum() + failed,
                count(Decision.OK),
                any(Decision.REVIEW) ? String.format(Locale.ROOT, "%,d to review, ", count(Decision.REVIEW)) : "",
                count(Decision.DEFECT),
                failed,
                (System.nanoTime() - begun) / 1e9);
    }
}
