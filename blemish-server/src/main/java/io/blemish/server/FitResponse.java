package io.blemish.server;

import io.blemish.server.fits.Fit;
import io.blemish.server.fits.FitProgress;
import io.blemish.server.fits.FitResult;
import io.blemish.server.fits.FitSettings;
import io.blemish.server.fits.FitState;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.models.ModelState;
import java.time.Instant;
import java.util.Optional;

/** A fit as JSON; {@code Fit} in openapi.yaml. */
record FitResponse(
        String id,
        Instant created,
        FitState state,
        int pictures,
        boolean masked,
        Optional<FitSettings> settings,
        Optional<FitProgress> progress,
        Optional<String> problem,
        Optional<Result> result) {
    /** {@code FitResult} in openapi.yaml. */
    record Result(String version, boolean active, FitResult.Report report) {}

    /** A fit, with its model's version as it is now. */
    static FitResponse of(final Fit fit, final ModelFolder models) {
        return new FitResponse(
                fit.id(),
                fit.created(),
                fit.state(),
                fit.pictures().size(),
                fit.masked(),
                fit.settings(),
                fit.progress(),
                fit.problem(),
                fit.result().map(result -> new Result(result.version(), active(fit, result, models), result.report())));
    }

    private static boolean active(final Fit fit, final FitResult result, final ModelFolder models) {
        return fit.settings()
                .flatMap(settings -> models.state(new ModelName(settings.model())))
                .flatMap(ModelState::active)
                .filter(active -> active.version().id().equals(result.version()))
                .isPresent();
    }
}
