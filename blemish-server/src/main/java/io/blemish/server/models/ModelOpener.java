package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.backbone.Execution;
import io.blemish.model.Model;
import io.blemish.model.ModelContents;
import io.blemish.model.OpenOptions;
import java.nio.file.Path;

/**
 * Opens model files as they are to be served. The one place that decides whether a file can be: whatever replaces a model that
 * is served was opened here before.
 *
 * @param execution how to run the models' networks
 */
record ModelOpener(Execution execution) {
    /**
     * Opens a file.
     *
     * @return the model, to be closed by the caller
     * @throws ModelException if it cannot be used; the message has no path, which means nothing to a sender
     */
    Model open(final Path file) {
        try {
            return Model.open(file, OpenOptions.DEFAULT.withExecution(execution));
        } catch (final BlemishException e) {
            throw refused(file, e);
        }
    }

    /**
     * Hashes a file's entries and opens it once.
     *
     * @throws ModelException if it is not a model file, is damaged, or cannot be opened
     */
    void check(final Path file) {
        try {
            if (!ModelContents.read(file).intact()) {
                throw new ModelException(
                        ErrorCode.MODEL_DAMAGED,
                        "The model file is damaged: not all of it is what was written. "
                                + "Copy it again from where it was made.");
            }
        } catch (final BlemishException e) {
            throw refused(file, e);
        }
        open(file).close();
    }

    private static ModelException refused(final Path file, final BlemishException e) {
        final String message = String.valueOf(e.getMessage())
                .replace(file.toString(), "file")
                .replace("Model file", "The model file")
                .replace("model file was fitted", "the model file was fitted");
        return new ModelException(e.code(), message, e);
    }
}
