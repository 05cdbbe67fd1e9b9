package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.backbone.Execution;
import io.blemish.export.ModelExport;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import java.nio.file.Path;

/**
 * Opens model files as they are to be served. The one place that decides whether a file can be: whatever replaces a model that
 * is served was opened here before.
 *
 * @param execution how to run the models' networks
 * @param wholeGraph whether each model is run as one graph
 */
record ModelOpener(Execution execution, boolean wholeGraph) {
    /**
     * Opens a file and waits until all of it was compared with its hashes.
     *
     * @return the model, to be closed by the caller
     * @throws ModelException if it cannot be used; the message has no path, which means nothing to a sender
     */
    Model open(final Path file) {
        try {
            final OpenOptions options = OpenOptions.DEFAULT.withExecution(execution);
            final Model model =
                    wholeGraph ? new ModelExport(file, options).openWholeGraph() : Model.open(file, options);
            try {
                model.requireIntact();
                return model;
            } catch (final RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (final BlemishException e) {
            throw refused(file, e);
        } catch (final OutOfMemoryError e) {
            // A whole graph lies on the heap while it is made. The watch of the folder must go on.
            throw new ModelException(
                    ErrorCode.MODEL_TOO_LARGE,
                    "The model needs more memory to be opened than the server has. Give it more, or serve fewer models.",
                    e);
        }
    }

    /**
     * Opens a file once and judges a picture with it.
     *
     * @throws ModelException if it is not a model file, is damaged, cannot be opened, or does not judge a picture in time
     */
    void check(final Path file) {
        try (Model model = open(file)) {
            TrialPrediction.of(model);
        } catch (final BlemishException e) {
            throw refused(file, e);
        }
    }

    private static ModelException refused(final Path file, final BlemishException e) {
        final String message = String.valueOf(e.getMessage())
                .replace(file.toString(), "file")
                .replace("Model file", "The model file")
                .replace("model file was fitted", "the model file was fitted");
        return new ModelException(e.code(), message, e);
    }
}
