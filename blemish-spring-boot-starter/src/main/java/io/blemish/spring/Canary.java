package io.blemish.spring;

import io.blemish.BlemishException;
import io.blemish.model.Model;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The made-up picture whose score a model file records: a model that gives it another score, or none, cannot be trusted. It is judged
 * anew after a while, so that frequent questions for the health cost little.
 */
final class Canary {
    /** A tenth of a second's work in this time is no burden. */
    private static final Duration AGE = Duration.ofSeconds(30);

    private final Model model;

    /** The result of the last try. Guarded by this, as is its time. */
    private Optional<String> problem = Optional.empty();

    private long tried;
    private boolean never = true;

    Canary(final Model model) {
        this.model = model;
    }

    /** Why the model cannot be trusted, in a sentence; empty if it can be. */
    synchronized Optional<String> problem() {
        final long now = System.nanoTime();
        if (never || now - tried > AGE.toNanos()) {
            problem = model.check().flatMap(check -> {
                try {
                    final float score = model.predict(model.checkPicture(check)).score();
                    return check.agrees(score) ? Optional.empty() : Optional.of(another(check.score(), score));
                } catch (final BlemishException e) {
                    return Optional.of(String.valueOf(e.getMessage()));
                }
            });
            tried = now;
            never = false;
        }
        return problem;
    }

    private static String another(final float recorded, final float now) {
        return String.format(
                Locale.ROOT,
                "The picture of the model's check has the score %.6g here and had %.6g when the model was fitted.",
                now,
                recorded);
    }
}
