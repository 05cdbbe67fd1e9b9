package io.blemish.server.models;

import java.util.Optional;

/**
 * A model appeared, changed or went.
 *
 * @param model its name
 * @param version what judges now; empty where it went
 */
public record ModelChange(ModelName model, Optional<String> version) {}
