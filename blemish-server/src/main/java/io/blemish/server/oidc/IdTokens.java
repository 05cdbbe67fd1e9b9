package io.blemish.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.blemish.server.oidc.SignInFault.Reason;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/**
 * Checks ID tokens (OpenID Connect Core 1.0, section 3.1.3.7). A token that names an unknown key has the keys fetched once more, twice
 * in half a minute at most.
 */
final class IdTokens {
    /** Those by a key that the provider alone has; neither none nor HMAC. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** So much may clocks differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(8);
    private static final Set<String> NEEDED = Set.of("sub", "aud", "exp", "iat", "nonce");
    private static final int LONGEST = 1 << 16;

    private final String client;
    private final InstantSource clock;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * The tokens of an issuer for a client.
     *
     * @param keys gives the provider's keys
     */
    IdTokens(
            final String issuer,
            final String client,
            final JWKSource<SecurityContext> keys,
            final InstantSource clock) {
        this.client = client;
        this.clock = clock;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        final JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(issuer).build();
        final DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(client, exact, NEEDED) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        claims.setMaxClockSkew((int) SKEW.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** The keys at an address, fetched when they are needed. */
    static JWKSource<SecurityContext> keys(final URI address, final ProviderClient http) {
        return JWKSourceBuilder.<SecurityContext>create(url(address), url -> fetched(address, http))
                .cache(KEYS_KEPT.toMillis(), WAIT_FOR_OTHERS.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .build();
    }

    private static URL url(final URI address) {
        try {
            return address.toURL();
        } catch (final MalformedURLException e) {
            throw new IllegalStateException("Every address of http and https is a URL", e);
        }
    }

    private static Resource fetched(final URI address, final ProviderClient http) throws IOException {
        try {
            final ProviderClient.Answer answer = http.send(ProviderClient.request(address));
            if (!answer.isOk()) {
                throw new IOException("the keys at " + address + " were answered with the status " + answer.status());
            }
            return new Resource(answer.body(), "application/json");
        } catch (final SignInFault e) {
            throw new IOException(e.sentence(), e);
        }
    }

    /**
     * The claims of a token.
     *
     * @param nonce of the attempt that it is for
     * @throws SignInFault if the token is not valid
     */
    Map<String, Object> check(final String token, final String nonce) throws SignInFault {
        if (token.length() > LONGEST) {
            throw unconfirmed("it has more than " + LONGEST + " characters");
        }
        try {
            final JWTClaimsSet claims = processor.process(token, null);
            checkFurther(claims, nonce);
            return claims.getClaims();
        } catch (final JWKSetUnavailableException | RemoteKeySourceException e) {
            throw new SignInFault(Reason.AWAY, "The OpenID provider's keys cannot be used: " + e.getMessage() + ".");
        } catch (final ParseException | BadJOSEException | JOSEException e) {
            throw unconfirmed(String.valueOf(e.getMessage()));
        }
    }

    private void checkFurther(final JWTClaimsSet claims, final String nonce) throws ParseException, SignInFault {
        if (!nonce.equals(claims.getStringClaim("nonce"))) {
            throw unconfirmed("it is for another sign-in");
        }
        final String party = claims.getStringClaim("azp");
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(client)) {
            throw unconfirmed("it is for another client");
        }
        if (claims.getIssueTime().toInstant().isAfter(clock.instant().plus(SKEW))) {
            throw unconfirmed("it is of the future; one of the clocks is wrong");
        }
    }

    private static SignInFault unconfirmed(final String reason) {
        return new SignInFault(Reason.UNCONFIRMED, "The OpenID provider's ID token is not valid: " + reason + ".");
    }
}
