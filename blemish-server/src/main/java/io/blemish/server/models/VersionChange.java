package io.blemish.server.models;

import java.util.Optional;

/**
 * Another version of a model was activated.
 *
 * @param from the identifier of the version that was active before
 * @param to that of the one that is active now
 */
public record VersionChange(Optional<String> from, String to) {}
