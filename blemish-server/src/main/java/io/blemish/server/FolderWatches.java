package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.ServerOptions.WatchedFolder;
import io.blemish.server.history.History;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.watch.IncomingFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The folders that are watched. */
final class FolderWatches implements AutoCloseable {
    private final Map<IncomingFolder, ModelName> folders = new LinkedHashMap<>();
    private final List<FolderWatch> watches = new ArrayList<>();

    private FolderWatches() {}

    /**
     * Checks folders before anything is judged.
     *
     * @throws BlemishException if one does not exist or is named twice, or its model does not exist
     */
    static FolderWatches check(final List<WatchedFolder> watched, final ModelFolder models) {
        final FolderWatches checked = new FolderWatches();
        watched.forEach(one -> checked.add(one, models));
        return checked;
    }

    private void add(final WatchedFolder watched, final ModelFolder models) {
        if (models.state(watched.model()).isEmpty()) {
            final String all =
                    models.states().stream().map(state -> state.name().text()).collect(Collectors.joining(", "));
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "There is no model '" + watched.model() + "' to judge the pictures of folder " + watched.folder()
                            + (all.isEmpty() ? "." : "; the models are " + all + "."));
        }
        final IncomingFolder folder = new IncomingFolder(watched.folder(), watched.moving());
        if (folders.keySet().stream().anyMatch(other -> other.path().equals(folder.path()))) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Folder " + watched.folder() + " is watched for two models; give each a folder of its own.");
        }
        folders.put(folder, watched.model());
    }

    /** Begins to watch. */
    void begin(
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final PredictionQueue queue,
            final History history,
            final VerdictRecorder recorder,
            final Metrics metrics) {
        folders.forEach((folder, model) ->
                watches.add(new FolderWatch(folder, model, limits, models, queue, history, recorder, metrics)));
    }

    @Override
    public void close() {
        watches.forEach(FolderWatch::close);
    }
}
