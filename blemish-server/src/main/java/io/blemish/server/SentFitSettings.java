package io.blemish.server;

import io.blemish.model.KeptEvidence;
import io.blemish.model.ModelOptions;
import io.blemish.server.fits.FitSettings;
import io.blemish.server.fits.UpdateSettings;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.ModelName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code FitSettings} in openapi.yaml, as it is sent. */
record SentFitSettings(
        @Nullable String model,
        @Nullable Double maxFalseAlarms,
        @Nullable Double review,
        @Nullable KeptEvidence evidence,
        @Nullable Update update) {
    /** {@code UpdateSettings} in openapi.yaml, as it is sent. */
    record Update(
            @Nullable String version,
            @Nullable List<@Nullable String> forget,
            @Nullable String why) {
        UpdateSettings checked() {
            if (version == null) {
                throw bad("The field 'update.version' is missing: the version that the update begins from.");
            }
            final List<@Nullable String> names = forget == null ? List.of() : forget;
            final List<String> forgotten =
                    names.stream().filter(Objects::nonNull).map(String::valueOf).toList();
            if (forgotten.size() < names.size()) {
                throw bad("The field 'update.forget' must be a list of names of pictures.");
            }
            return new UpdateSettings(version, forgotten, Reason.of(why));
        }
    }

    /** Whether nothing is said, as by clients that send every request with an object. */
    boolean empty() {
        return model == null && maxFalseAlarms == null && review == null && evidence == null && update == null;
    }

    /**
     * The settings, if they can be used.
     *
     * @throws ProblemException if they cannot
     */
    FitSettings checked() {
        final String name = ModelName.of(String.valueOf(model))
                .map(ModelName::text)
                .orElseThrow(() -> bad("The field 'model' must be the name of a model: " + ModelName.RULE + "."));
        final Optional<Double> alarms = Optional.ofNullable(maxFalseAlarms);
        final Optional<KeptEvidence> kept = Optional.ofNullable(evidence);
        try {
            return update == null
                    ? new FitSettings(
                            name,
                            alarms.or(() -> Optional.of(FitSettings.USUAL_FALSE_ALARMS)),
                            Optional.ofNullable(review),
                            kept.or(() -> Optional.of(ModelOptions.DEFAULT.keptEvidence())),
                            Optional.empty())
                    : new FitSettings(name, alarms, Optional.ofNullable(review), kept, Optional.of(update.checked()));
        } catch (final IllegalArgumentException e) {
            throw bad("The request cannot be used: " + e.getMessage() + ".");
        }
    }

    private static ProblemException bad(final String sentence) {
        return new ProblemException(ProblemKind.BAD_REQUEST, sentence);
    }
}
