package io.blemish.server.models;

import java.util.Optional;

/**
 * A model is new, has changed or is gone.
 *
 * @param model its name
 * @param version the active version now; empty if the model is gone
 */
public record ModelChange(ModelName model, Optional<String> version) {}
