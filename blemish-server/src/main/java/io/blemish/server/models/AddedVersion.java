package io.blemish.server.models;

import java.util.Optional;

/**
 * A version that was added to a model.
 *
 * @param version the version
 * @param activation what its activation changed; empty if it was not activated, or was active already
 */
public record AddedVersion(ModelVersion version, Optional<VersionChange> activation) {}
