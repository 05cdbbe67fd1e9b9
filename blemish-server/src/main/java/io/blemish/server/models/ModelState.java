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
 * @param active what judges; empty where no version could be opened
 * @param problem why the file that lies in the folder now could not be used
 * @param versions newest first
 * @param report its evaluation report, where there is one
 * @param metrics its evaluation figures, where there are some
 */
public record ModelState(
        ModelName name,
        Optional<Active> active,
        Optional<String> problem,
        List<ModelVersion> versions,
        Optional<Path> report,
        Optional<Path> metrics) {
    /** Copies the list. */
    public ModelState {
        versions = List.copyOf(versions);
    }

    /**
     * The version that judges.
     *
     * @param version which
     * @param since when it was activated
     * @param description what made it
     * @param calibration its thresholds
     */
    public record Active(ModelVersion version, Instant since, ModelDescription description, Calibration calibration) {}
}
