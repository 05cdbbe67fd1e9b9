package io.blemish.server;

import io.blemish.server.models.ModelChange;
import java.util.Optional;

/**
 * {@code ModelEvent} in openapi.yaml.
 *
 * @param model its name
 * @param version the active one now; empty where the model went
 */
record ModelEvent(String model, Optional<String> version) {
    static ModelEvent of(final ModelChange change) {
        return new ModelEvent(change.model().text(), change.version());
    }
}
