package io.blemish.server.oidc;

import io.blemish.server.oidc.SignInFault.Reason;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param authorization where people sign in
 * @param token where a code is exchanged for an ID token
 * @param keys the keys that sign ID tokens
 * @param userInfo further claims of a person
 * @param endSession where people sign out
 * @param secretInBody whether the client's secret can be sent in the body of a request alone
 */
record ProviderMetadata(
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Optional<URI> endSession,
        boolean secretInBody) {
    private static final String PATH = "/.well-known/openid-configuration";

    /** Where the metadata of an issuer is. */
    static URI address(final String issuer) {
        return URI.create(issuer.replaceFirst("/$", "") + PATH);
    }

    /**
     * Reads the metadata.
     *
     * @throws SignInFault if it is that of another issuer, or lacks what is needed
     */
    static ProviderMetadata read(final String issuer, final Map<String, Object> json) throws SignInFault {
        if (!issuer.equals(json.get("issuer"))) {
            throw new SignInFault(
                    Reason.AWAY,
                    "The OpenID provider at " + address(issuer) + " names the issuer " + json.get("issuer")
                            + ", and not " + issuer + ". Give --oidc-issuer to the letter.");
        }
        final Collection<?> methods =
                json.get("token_endpoint_auth_methods_supported") instanceof Collection<?> some ? some : List.of();
        return new ProviderMetadata(
                needed(json, "authorization_endpoint"),
                needed(json, "token_endpoint"),
                needed(json, "jwks_uri"),
                optional(json, "userinfo_endpoint"),
                optional(json, "end_session_endpoint"),
                methods.contains("client_secret_post") && !methods.contains("client_secret_basic"));
    }

    private static URI needed(final Map<String, Object> json, final String name) throws SignInFault {
        return optional(json, name)
                .orElseThrow(() -> new SignInFault(Reason.AWAY, "The OpenID provider names no " + name + "."));
    }

    private static Optional<URI> optional(final Map<String, Object> json, final String name) throws SignInFault {
        if (!(json.get(name) instanceof String text)) {
            return Optional.empty();
        }
        try {
            final URI address = URI.create(text);
            if (ProviderAddress.isSafe(address)) {
                return Optional.of(address);
            }
        } catch (final IllegalArgumentException e) {
            // The same sentence as for an address that is not safe.
        }
        throw new SignInFault(Reason.AWAY, "The OpenID provider's " + name + " is no address of https: " + text + ".");
    }
}
