package io.blemish.server;

import io.blemish.server.users.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * Who sends a request.
 *
 * @param role what the sender may do
 * @param name of a user, or of a token in its file; without one, the number of the token's line
 * @param signedInUntil when the sender has to sign in again; empty for whoever has not signed in, but has a token or needs none
 */
record Caller(Role role, String name, Optional<Instant> signedInUntil) {
    /** Who has not signed in. */
    Caller(final Role role, final String name) {
        this(role, name, Optional.empty());
    }
}
