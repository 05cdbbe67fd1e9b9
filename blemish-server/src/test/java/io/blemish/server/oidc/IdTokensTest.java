package io.blemish.server.oidc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.blemish.server.oidc.SignInFault.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which ID tokens are believed: real ones, made and signed here, as whoever forges one would. */
class IdTokensTest {
    private static final String ISSUER = "https://login.plant/realms/line";
    private static final String CLIENT = "blemish";
    private static final String NONCE = "a nonce";
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    private static final RSAKey KEY = rsa("first");
    private static final ECKey CURVE = curve();

    private final IdTokens tokens = new IdTokens(
            ISSUER,
            CLIENT,
            new ImmutableJWKSet<>(new JWKSet(List.of(KEY.toPublicJWK(), CURVE.toPublicJWK()))),
            () -> NOW);

    private static RSAKey rsa(final String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (final JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey curve() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        } catch (final JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(final UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject("248289761001")
                        .audience(CLIENT)
                        .issueTime(Date.from(NOW.minusSeconds(5)))
                        .expirationTime(Date.from(NOW.plusSeconds(300)))
                        .claim("nonce", NONCE)
                        .claim("preferred_username", "kim"))
                .build();
    }

    private static String signed(final RSAKey key, final JWTClaimsSet claims) throws JOSEException {
        final SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String signed(final UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(KEY, claims(change));
    }

    private void refused(final String token) {
        assertThatThrownBy(() -> tokens.check(token, NONCE))
                .isInstanceOfSatisfying(
                        SignInFault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.UNCONFIRMED));
    }

    @Test
    void aTokenOfTheProviderForThisClientIsBelieved() throws Exception {
        final Map<String, Object> claims = tokens.check(signed(same -> same), NONCE);
        assertThat(claims).containsEntry("sub", "248289761001").containsEntry("preferred_username", "kim");
        final SignedJWT other = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build(), claims(same -> same));
        other.sign(new ECDSASigner(CURVE));
        assertThat(tokens.check(other.serialize(), NONCE)).containsKey("sub");
        assertThat(tokens.check(
                        signed(token ->
                                token.audience(List.of(CLIENT, "another")).claim("azp", CLIENT)),
                        NONCE))
                .containsKey("sub");
    }

    @Test
    void aTokenWithoutASignatureOrByAnotherKeyIsRefused() throws Exception {
        final JWTClaimsSet claims = claims(same -> same);
        refused(new PlainJWT(claims).serialize());
        refused(signed(rsa("first"), claims));
        refused(signed(rsa("unknown"), claims));
        final String[] parts = signed(same -> same).split("\\.", -1);
        final String changed = claims(token -> token.subject("somebody else"))
                .toPayload()
                .toBase64URL()
                .toString();
        refused(parts[0] + "." + changed + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused("not a token");
        refused("");
        refused("a".repeat(100_000));
    }

    @Test
    void aTokenThatIsSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        for (final byte[] secret : List.of(
                KEY.toRSAPublicKey().getEncoded(),
                KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            final SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims(same -> same));
            token.sign(new MACSigner(secret));
            refused(token.serialize());
        }
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherClientOrSignInIsRefused() throws Exception {
        refused(signed(token -> token.issuer("https://login.plant/realms/office")));
        refused(signed(token -> token.issuer(ISSUER + "/")));
        refused(signed(token -> token.issuer(null)));
        refused(signed(token -> token.audience("another")));
        refused(signed(token -> token.audience(List.of(CLIENT, "another"))));
        refused(signed(token -> token.claim("azp", "another")));
        refused(signed(token -> token.claim("nonce", "another nonce")));
        refused(signed(token -> token.claim("nonce", null)));
        refused(signed(token -> token.subject(null)));
    }

    @Test
    void aTokenIsBelievedUntilItExpiresGiveOrTakeAMinute() throws Exception {
        assertThat(tokens.check(signed(token -> token.expirationTime(Date.from(NOW.minusSeconds(50)))), NONCE))
                .containsKey("sub");
        refused(signed(token -> token.expirationTime(Date.from(NOW.minusSeconds(70)))));
        refused(signed(token -> token.expirationTime(null)));
        refused(signed(token -> token.notBeforeTime(Date.from(NOW.plusSeconds(70)))));
        assertThat(tokens.check(signed(token -> token.issueTime(Date.from(NOW.plusSeconds(50)))), NONCE))
                .containsKey("sub");
        refused(signed(token -> token.issueTime(Date.from(NOW.plusSeconds(70)))));
        refused(signed(token -> token.issueTime(null)));
    }

    @Test
    void aNewKeyIsFetchedOnceAndUnknownOnesNotAgainAndAgain() throws Exception {
        final AtomicReference<JWKSet> served = new AtomicReference<>(new JWKSet(KEY));
        final AtomicInteger fetched = new AtomicInteger();
        final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/keys", exchange -> {
            fetched.incrementAndGet();
            final byte[] body = requireNonNull(served.get()).toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        try {
            final URI address =
                    URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/keys");
            final IdTokens remote =
                    new IdTokens(ISSUER, CLIENT, IdTokens.keys(address, new ProviderClient()), () -> NOW);
            remote.check(signed(same -> same), NONCE);
            remote.check(signed(same -> same), NONCE);
            assertThat(fetched).hasValue(1);
            final RSAKey second = rsa("second");
            served.set(new JWKSet(second));
            remote.check(signed(second, claims(same -> same)), NONCE);
            assertThat(fetched).hasValue(2);
            final RSAKey unknown = rsa("unknown");
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> remote.check(signed(unknown, claims(same -> same)), NONCE))
                        .isInstanceOf(SignInFault.class);
            }
            assertThat(fetched.get()).isLessThanOrEqualTo(3);
            final IdTokens away = new IdTokens(
                    ISSUER, CLIENT, IdTokens.keys(address.resolve("/none"), new ProviderClient()), () -> NOW);
            assertThatThrownBy(() -> away.check(signed(same -> same), NONCE))
                    .isInstanceOfSatisfying(
                            SignInFault.class,
                            fault -> assertThat(fault.reason()).isEqualTo(Reason.AWAY));
        } finally {
            http.stop(0);
        }
    }
}
