package io.blemish.server.oidc;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.server.delivery.SecretFile;
import io.blemish.server.oidc.SignInFault.Reason;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Exchanges a code for an ID token, and asks for further claims. */
final class TokenEndpoint {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int SERVER_ERROR = 500;

    private final OidcSettings.Client client;
    private final Optional<String> secret;
    private final ProviderClient http;

    /**
     * For a client.
     *
     * @throws BlemishException if its secret cannot be read
     */
    TokenEndpoint(final OidcSettings.Client client, final ProviderClient http) {
        this.client = client;
        this.secret = client.secretFile().map(TokenEndpoint::secret);
        this.http = http;
    }

    private static String secret(final Path file) {
        final String text = SecretFile.read("The OpenID client's secret", file);
        if (text.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "The OpenID client's secret file " + file + " is empty.");
        }
        return text;
    }

    /**
     * What a code is exchanged for.
     *
     * @param idToken not checked yet
     * @param accessToken for further claims
     */
    record Tokens(String idToken, Optional<String> accessToken) {}

    /**
     * Exchanges a code.
     *
     * @throws SignInFault if the provider does not take it
     */
    Tokens exchange(final ProviderMetadata metadata, final String code, final String verifier, final URI redirect)
            throws SignInFault {
        final Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect.toString());
        form.put("code_verifier", verifier);
        final HttpRequest.Builder request =
                ProviderClient.request(metadata.token()).header("Content-Type", FORM);
        if (secret.isPresent() && !metadata.secretInBody()) {
            request.header("Authorization", basic(secret.get()));
        } else {
            form.put("client_id", client.id());
            secret.ifPresent(text -> form.put("client_secret", text));
        }
        final ProviderClient.Answer answer = http.send(request.POST(BodyPublishers.ofString(Query.of(form))));
        if (!answer.isOk()) {
            throw refused(answer);
        }
        final Map<String, Object> json = answer.json();
        if (!(json.get("id_token") instanceof String idToken)) {
            throw new SignInFault(Reason.UNCONFIRMED, "The OpenID provider gave no ID token.");
        }
        return new Tokens(idToken, Optional.ofNullable(json.get("access_token") instanceof String text ? text : null));
    }

    /** RFC 6749, section 2.3.1: both are encoded as in a form first. */
    private String basic(final String text) {
        final String pair = Query.encoded(client.id()) + ":" + Query.encoded(text);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static SignInFault refused(final ProviderClient.Answer answer) {
        return new SignInFault(
                answer.status() < SERVER_ERROR ? Reason.UNCONFIRMED : Reason.AWAY,
                "The OpenID provider did not exchange the code, with the status " + answer.status() + ": "
                        + error(answer) + ".");
    }

    /** Nothing else of the answer is kept, because it may repeat what was sent. */
    private static String error(final ProviderClient.Answer answer) {
        try {
            return SignInFault.code(answer.json().get("error"));
        } catch (final SignInFault e) {
            return SignInFault.code(null);
        }
    }

    /**
     * Further claims of a person; none if the provider has no place for them.
     *
     * @param subject the person
     * @throws SignInFault if the answer is about somebody else, or there is none
     */
    Map<String, Object> userInfo(final ProviderMetadata metadata, final Tokens tokens, final String subject)
            throws SignInFault {
        if (metadata.userInfo().isEmpty() || tokens.accessToken().isEmpty()) {
            return Map.of();
        }
        final ProviderClient.Answer answer = http.send(ProviderClient.request(
                        metadata.userInfo().get())
                .header("Authorization", "Bearer " + tokens.accessToken().get()));
        if (!answer.isOk()) {
            return Map.of();
        }
        final Map<String, Object> claims = answer.json();
        if (!subject.equals(claims.get("sub"))) {
            throw new SignInFault(Reason.UNCONFIRMED, "The OpenID provider told the claims of somebody else.");
        }
        return claims;
    }
}
