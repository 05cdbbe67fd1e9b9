package io.blemish.server.fits;

import io.blemish.model.KeptEvidence;
import io.blemish.model.ModelOptions;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a model is made: fitted to the pictures, or updated with them.
 *
 * @param model the name of the model
 * @param maxFalseAlarms the share of good pictures that may raise a false alarm, in {@code (0, 1)}; empty in an update
 * @param review the share of good pictures that a person may have to look at, larger than that of false alarms; empty if no
 *     picture is left to a person, and in an update
 * @param evidence what the model keeps of the pictures for people to look at; empty in an update, and in a fit of an earlier
 *     version
 * @param update what is updated, with the limits that the model has; empty if the model is fitted
 */
public record FitSettings(
        String model,
        Optional<Double> maxFalseAlarms,
        Optional<Double> review,
        Optional<KeptEvidence> evidence,
        Optional<UpdateSettings> update) {
    /** The share of false alarms where none is asked for. */
    public static final double USUAL_FALSE_ALARMS = FalseAlarmLimit.DEFAULT.share();

    /** Throws {@link IllegalArgumentException} if a share is out of its range, or given for an update. */
    public FitSettings {
        if (update.isPresent() && (maxFalseAlarms.isPresent() || review.isPresent() || evidence.isPresent())) {
            throw new IllegalArgumentException(
                    "an update keeps what the model promises and what it holds of its pictures, so it takes neither"
                            + " max_false_alarms, nor review, nor evidence");
        }
        options(maxFalseAlarms, review);
    }

    /** The options of the fit, for the whole picture. */
    ModelOptions.Builder options() {
        final ModelOptions.Builder options = options(maxFalseAlarms, review).toBuilder();
        return evidence.map(options::evidence).orElse(options);
    }

    private static ModelOptions options(final Optional<Double> maxFalseAlarms, final Optional<Double> review) {
        return ModelOptions.builder()
                .falseAlarms(new FalseAlarmLimit(maxFalseAlarms.orElse(USUAL_FALSE_ALARMS), Optional.empty()))
                .review(review.map(OptionalDouble::of).orElseGet(OptionalDouble::empty))
                .build();
    }
}
