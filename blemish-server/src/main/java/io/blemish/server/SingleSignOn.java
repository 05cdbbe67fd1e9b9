package io.blemish.server;

import io.blemish.server.oidc.OpenIdProvider;
import io.blemish.server.users.ProviderUser;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A provider, and where it sends browsers back to.
 *
 * @param provider that knows people
 * @param address at which browsers reach this server, with a slash at the end; known when the port is open
 */
record SingleSignOn(OpenIdProvider provider, Supplier<URI> address) {
    /** Where the page sends a browser that is to sign in. */
    static final String BEGIN = Access.WAYS + "/oidc";

    /** Where the provider sends it back to. */
    static final String END = BEGIN + "/callback";

    URI begin() {
        return resolved(BEGIN);
    }

    URI end() {
        return resolved(END);
    }

    URI page() {
        return address.get();
    }

    private URI resolved(final String path) {
        return address.get().resolve(path.substring(1));
    }

    /** Where a user signs out of the provider too, if it has such a place. */
    Optional<URI> signOut(final ProviderUser user) {
        return provider.signOut(user, page());
    }
}
