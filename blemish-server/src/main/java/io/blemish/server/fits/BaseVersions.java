package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.model.Model;
import io.blemish.model.ModelUpdate;
import io.blemish.model.OpenOptions;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The versions that updates begin from: whether one can be updated as it is wanted is told before anything is computed. */
final class BaseVersions {
    private final ModelFolder models;

    BaseVersions(final ModelFolder models) {
        this.models = models;
    }

    /**
     * The file of a version, which nobody writes to.
     *
     * @throws FitConflict if the model has no such version
     */
    Path file(final String model, final String version) {
        return models.file(new ModelName(model), version).orElseThrow(() -> unknown(model, version));
    }

    static FitConflict unknown(final String model, final String version) {
        return new FitConflict("There is no version " + version + " of a model '" + model
                + "', so it cannot be updated; GET /v1/models/{model} lists the versions.");
    }

    /**
     * Plans an update.
     *
     * @param model the name of a model
     * @param update what is wanted
     * @param pictures that are to be added
     * @throws FitConflict if the model has no such version, its method allows no update, or it does not know a picture that it is
     *     to forget
     */
    UpdatePlan plan(final String model, final UpdateSettings update, final List<FitPicture> pictures) {
        final Path file = file(model, update.version());
        final Set<String> forgotten = Set.copyOf(update.forget());
        try (Model base = Model.open(file, OpenOptions.DEFAULT.withThreads(1))) {
            new ModelUpdate(base, file, List.of(), forgotten).check();
            return UpdatePlan.of(base, forgotten, pictures);
        } catch (final BlemishException e) {
            throw new FitConflict(String.valueOf(e.getMessage()).replace(file.toString(), model));
        }
    }
}
