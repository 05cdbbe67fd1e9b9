package io.blemish.server.fits;

import io.blemish.model.KeptEvidence;
import io.blemish.model.ModelOptions;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a model is fitted.
 *
 * @param model the name of the model
 * @param maxFalseAlarms the share of good pictures that may raise a false alarm, in {@code (0, 1)}
 * @param review the share of good pictures that a person may have to look at, larger than that of false alarms; empty if no
 *     picture is left to a person
 * @param evidence what the model keeps of the pictures for people to look at; empty in a fit of an earlier version
 */
public record FitSettings(
        String model, double maxFalseAlarms, Optional<Double> review, Optional<KeptEvidence> evidence) {
    /** The share of false alarms where none is asked for. */
    public static final double USUAL_FALSE_ALARMS = FalseAlarmLimit.DEFAULT.share();

    /** Throws {@link IllegalArgumentException} if a share is out of its range. */
    public FitSettings {
        options(maxFalseAlarms, review);
    }

    /** The options of the fit, for the whole picture. */
    ModelOptions.Builder options() {
        final ModelOptions.Builder options = options(maxFalseAlarms, review).toBuilder();
        return evidence.map(options::evidence).orElse(options);
    }

    private static ModelOptions options(final double maxFalseAlarms, final Optional<Double> review) {
        return ModelOptions.builder()
                .falseAlarms(new FalseAlarmLimit(maxFalseAlarms, Optional.empty()))
                .review(review.map(OptionalDouble::of).orElseGet(OptionalDouble::empty))
                .build();
    }
}
