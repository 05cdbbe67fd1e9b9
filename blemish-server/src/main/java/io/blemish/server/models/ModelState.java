package io.blemish.server.models;

import io.blemish.model.ModelDescription;
import io.blemish.prediction.Calibration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model as it is now.
 *
 * @param name its name
 * @param active the active version; empty if no version could be opened
 * @param problem why the file that is in the folder now cannot be used
 * @param versions the versions, newest first
 * @param shadow the version that judges beside the active one, if there is one
 * @param report its evaluation report, if there is one
 * @param metrics its evaluation figures, if there are any
 */
public record ModelState(
        ModelName name,
        Optional<Active> active,
        Optional<String> problem,
        List<ModelVersion> versions,
        Optional<Shadow> shadow,
        Optional<Path> report,
        Optional<Path> metrics) {
    /** Copies the list. */
    public ModelState {
        versions = List.copyOf(versions);
    }

    /**
     * The version that predictions are made with.
     *
     * @param version its name and size
     * @param since when it was activated
     * @param description its method and its training
     * @param calibration its thresholds
     * @param changes of the model since its fit, the oldest first
     */
    public record Active(
            ModelVersion version,
            Instant since,
            ModelDescription description,
            Calibration calibration,
            List<io.blemish.model.ModelChange> changes) {
        /** Copies the list. */
        public Active {
            changes = List.copyOf(changes);
        }
    }
}
