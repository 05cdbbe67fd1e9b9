package io.blemish.server.oidc;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An OpenID provider by which people sign in.
 *
 * @param issuer the provider's identifier, exactly as it writes it itself: an address of https, or of http on this machine
 * @param client this server, as the provider knows it
 * @param name of the provider, on the page
 * @param scopes what is asked for beside {@code openid} and {@code profile}
 * @param nameClaim the claim that is a person's name here
 * @param roles who has which role
 */
public record OidcSettings(
        String issuer, Client client, String name, List<String> scopes, String nameClaim, RoleRules roles) {
    /** The name that people sign in with, at most providers. */
    public static final String DEFAULT_NAME_CLAIM = "preferred_username";

    /**
     * Copies the list.
     *
     * @throws BlemishException if the issuer cannot be one
     */
    public OidcSettings {
        scopes = List.copyOf(scopes);
        if (!isIssuer(issuer)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The OpenID issuer " + issuer
                            + " is not an address such as https://HOST/PATH. With http:// it must be"
                            + " on this machine, because others could change what it says on the way.");
        }
    }

    /**
     * This server, as the provider knows it.
     *
     * @param id the client's identifier
     * @param secretFile the client's secret; without one it is a public client
     */
    public record Client(String id, Optional<Path> secretFile) {}

    private static boolean isIssuer(final String text) {
        try {
            final URI address = URI.create(text);
            return ProviderAddress.isSafe(address)
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null;
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }
}
