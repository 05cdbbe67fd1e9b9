package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.model.Model;
import io.blemish.model.ModelUpdate;
import io.blemish.model.OpenOptions;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The versions that updates begin from. Whether one can be updated so is told before anything is computed. */
final class BaseVersions {
    private final ModelFolder models;

    BaseVersions(final ModelFolder models) {
        this.models = models;
    }

    /**
     * Plans an update.
     *
     * @param settings of the update
     * @param update those that only an update has
     * @param pictures that are to be added
     * @throws FitConflict if the model has no such version, its method allows no update, or it does not know a picture that
     *     it is to forget
     */
    UpdatePlan plan(final FitSettings settings, final UpdateSettings update, final List<FitPicture> pictures) {
        final Path file = file(settings, update);
        final Set<String> forgotten = Set.copyOf(update.forget());
        try (Model base = Model.open(file, OpenOptions.DEFAULT.withThreads(1))) {
            new ModelUpdate(base, file, List.of(), forgotten).check();
            return UpdatePlan.of(base, forgotten, pictures);
        } catch (final BlemishException e) {
            throw new FitConflict(String.valueOf(e.getMessage()).replace(file.toString(), settings.model()));
        }
    }

    private Path file(final FitSettings settings, final UpdateSettings update) {
        return models.file(new ModelName(settings.model()), update.version())
                .orElseThrow(() -> unknown(settings, update));
    }

    private static FitConflict unknown(final FitSettings settings, final UpdateSettings update) {
        return new FitConflict("Model '" + settings.model() + "' has no version '" + update.version()
                + "' that could be updated; GET /v1/models/{model} lists its versions.");
    }

    /**
     * Keeps the version that an update begins from as long as the update is under way.
     *
     * @param fit that is to be started
     * @param files of the fit
     * @param settings of the update
     * @param plan what becomes of the pictures
     * @throws FitConflict if there is nothing to do, or the version was deleted just now
     */
    void keep(final Fit fit, final FitFolder files, final FitSettings settings, final UpdatePlan plan) {
        final UpdateSettings update = settings.update().orElseThrow();
        if (fit.masked()) {
            throw new FitConflict("An update keeps the mask of its model. Remove the one of this fit.");
        }
        if (plan.added().isEmpty() && update.forget().isEmpty()) {
            throw new FitConflict("Nothing is to be updated: add good pictures that the model does not know, or name"
                    + " pictures that it is to forget."
                    + plan.leftOut().stream().findFirst().map(one -> " " + one).orElse(""));
        }
        try {
            files.keepBase(file(settings, update));
        } catch (final NoSuchFileException e) {
            throw unknown(settings, update);
        }
    }
}
