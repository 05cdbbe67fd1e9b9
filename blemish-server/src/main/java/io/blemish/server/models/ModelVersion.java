package io.blemish.server.models;

import java.time.Instant;

/**
 * A version of a model.
 *
 * @param sha256 the hash of its file
 * @param bytes the size of its file
 * @param added when the server first saw it
 */
public record ModelVersion(String sha256, long bytes, Instant added) {
    /** How many digits of the hash are the identifier of a version. */
    static final int ID_LENGTH = 12;

    /** The version's identifier: the first digits of its hash. */
    public String id() {
        return sha256.substring(0, ID_LENGTH);
    }
}
