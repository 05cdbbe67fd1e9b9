package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.ServerOptions.ConnectedCamera;
import io.blemish.server.models.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cameras that are connected. */
final class CameraWatches implements AutoCloseable {
    private final List<ConnectedCamera> cameras;
    private final ServerOptions.Limits limits;
    private final Map<String, CameraJudge> judges = new LinkedHashMap<>();
    private final List<CameraWatch> watches = new ArrayList<>();

    /**
     * Cameras; nothing is received yet.
     *
     * @throws BlemishException if the model of one does not exist
     */
    CameraWatches(
            final List<ConnectedCamera> cameras,
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final PredictionQueue queue,
            final VerdictRecorder recorder) {
        this.cameras = cameras;
        this.limits = limits;
        for (final ConnectedCamera one : cameras) {
            checkModel(one, models);
            judges.put(
                    one.camera().name(), new CameraJudge(one.camera(), one.model(), limits, models, queue, recorder));
        }
    }

    private static void checkModel(final ConnectedCamera camera, final ModelFolder models) {
        if (models.state(camera.model()).isEmpty()) {
            final String all =
                    models.states().stream().map(state -> state.name().text()).collect(Collectors.joining(", "));
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "There is no model '" + camera.model() + "' to judge the frames of camera "
                            + camera.camera().name() + (all.isEmpty() ? "." : "; the models are " + all + "."));
        }
    }

    /** In the order of the options. */
    List<CameraJudge> judges() {
        return List.copyOf(judges.values());
    }

    Optional<CameraJudge> judge(final String name) {
        return Optional.ofNullable(judges.get(name));
    }

    /**
     * Begins to receive and to judge frames.
     *
     * @param folder in which the cameras may have files
     */
    void begin(final Path folder, final Metrics metrics) {
        judges.values().forEach(metrics::camera);
        for (final ConnectedCamera one : cameras) {
            one.camera().open(folder, limits.pixels());
            one.every()
                    .ifPresent(every -> watches.add(
                            new CameraWatch(judge(one.camera().name()).orElseThrow(), every)));
        }
    }

    @Override
    public void close() {
        // First, because a watch may wait for a camera that does not answer.
        cameras.forEach(one -> one.camera().close());
        watches.forEach(CameraWatch::close);
    }
}
