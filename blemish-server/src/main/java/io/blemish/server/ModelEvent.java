package io.blemish.server;

import io.blemish.server.models.ModelChange;
import java.util.Optional;

/**
 * {@code ModelEvent} in openapi.yaml.
 *
 * @param model the name of a model that changed
 * @param version the active one now; empty if the model is gone
 */
record ModelEvent(String model, Optional<String> version) {
    static ModelEvent of(final ModelChange change) {
        return new ModelEvent(change.model().text(), change.version());
    }
}
