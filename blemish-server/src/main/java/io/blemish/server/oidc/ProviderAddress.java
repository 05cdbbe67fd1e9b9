package io.blemish.server.oidc;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Which addresses of a provider may be called. */
final class ProviderAddress {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private ProviderAddress() {}

    /** Whether nobody on the way can change what an address answers: it is of https, or on this machine. */
    static boolean isSafe(final URI address) {
        final String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        final String host = address.getHost();
        if (host == null) {
            return false;
        }
        return scheme.equals("https")
                || (scheme.equals("http") && LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT)));
    }
}
