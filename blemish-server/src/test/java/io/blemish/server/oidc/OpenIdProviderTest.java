package io.blemish.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.blemish.OptionException;
import io.blemish.server.oidc.SignInFault.Reason;
import io.blemish.server.users.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, attempts and roles, and a provider whose metadata cannot be used. */
class OpenIdProviderTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    private static OidcSettings settings(final String issuer) {
        return new OidcSettings(
                issuer,
                new OidcSettings.Client("blemish", Optional.empty()),
                "the plant",
                List.of(),
                OidcSettings.DEFAULT_NAME_CLAIM,
                new RoleRules(RoleRules.DEFAULT_CLAIM, RoleRules.DEFAULT_RULES));
    }

    @Test
    void anIssuerIsOfHttpsOrOnThisMachine() {
        for (final String issuer :
                List.of("https://login.plant/realms/line", "http://localhost:9000", "http://[::1]:9000/")) {
            assertThatCode(() -> settings(issuer)).doesNotThrowAnyException();
        }
        for (final String issuer : List.of(
                "http://login.plant",
                "http://localhost.evil.com",
                "http://localhost@evil.com",
                "login.plant",
                "file:///etc/passwd",
                "https://login.plant?a=b",
                "https://kim:secret@login.plant",
                "https://login.plant/#a",
                "https:// ")) {
            assertThatThrownBy(() -> settings(issuer))
                    .as(issuer)
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining(issuer);
        }
    }

    @Test
    void theMetadataIsBelowTheIssuer() {
        assertThat(ProviderMetadata.address("https://login.plant/realms/line"))
                .hasToString("https://login.plant/realms/line/.well-known/openid-configuration");
        assertThat(ProviderMetadata.address("https://login.plant/"))
                .hasToString("https://login.plant/.well-known/openid-configuration");
    }

    @Test
    void anAttemptIsFoundByItsCookieAndItsStateForTenMinutes() {
        final Attempt.Attempts attempts = new Attempt.Attempts();
        final Attempt attempt = attempts.begin(NOW);
        assertThat(attempts.find(attempt.cookie(), attempt.state(), NOW.plusSeconds(600)))
                .hasValueSatisfying(found -> {
                    assertThat(found.verifier()).isEqualTo(attempt.verifier());
                    assertThat(found.nonce()).isEqualTo(attempt.nonce());
                });
        assertThat(attempts.find(attempt.cookie(), attempt.state(), NOW.plusSeconds(601)))
                .isEmpty();
        assertThat(attempts.find(attempt.cookie(), attempts.begin(NOW).state(), NOW))
                .isEmpty();
        assertThat(attempts.find(attempt.cookie().replaceFirst("\\d+$", "9999999999"), attempt.state(), NOW))
                .isEmpty();
        assertThat(new Attempt.Attempts().find(attempt.cookie(), attempt.state(), NOW))
                .isEmpty();
        assertThat(attempts.find("", "", NOW)).isEmpty();
        assertThat(List.of(attempt.state(), attempt.nonce(), attempt.verifier(), attempt.challenge()))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSize(43));
    }

    @Test
    void aRoleIsTheHighestOfTheClaimByItsNameOrItsPath() {
        final RoleRules plain = new RoleRules("roles", RoleRules.DEFAULT_RULES);
        assertThat(plain.role(Map.of("roles", List.of("blemish-operator", "blemish-engineer", "x"))))
                .contains(Role.ENGINEER);
        assertThat(plain.role(Map.of("roles", "blemish-admin"))).contains(Role.ADMIN);
        assertThat(plain.role(Map.of("roles", List.of("admin", "Blemish-Admin", 7, List.of("blemish-admin")))))
                .isEmpty();
        assertThat(plain.role(Map.of("groups", List.of("blemish-admin")))).isEmpty();
        final RoleRules path = new RoleRules("realm_access.roles", RoleRules.DEFAULT_RULES);
        assertThat(path.role(Map.of("realm_access", Map.of("roles", List.of("blemish-operator")))))
                .contains(Role.OPERATOR);
        assertThat(path.role(Map.of("realm_access", "roles"))).isEmpty();
        assertThat(List.of("realm_access", "realm_access.roles").stream().allMatch(path::areIn))
                .isTrue();
        assertThat(path.areIn("realm")).isFalse();
        final RoleRules dotted = new RoleRules("https://login.plant/roles", RoleRules.DEFAULT_RULES);
        assertThat(dotted.role(Map.of("https://login.plant/roles", List.of("blemish-admin"))))
                .contains(Role.ADMIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issuer\": \"ISSUER/\", \"authorization_endpoint\": \"ISSUER/a\", \"token_endpoint\": \"ISSUER/t\", \"jwks_uri\": \"ISSUER/k\"}",
                "{\"issuer\": \"ISSUER\", \"authorization_endpoint\": \"ISSUER/a\", \"token_endpoint\": \"ISSUER/t\"}",
                "{\"issuer\": \"ISSUER\", \"authorization_endpoint\": \"ISSUER/a\", \"token_endpoint\": \"http://evil.com/t\", \"jwks_uri\": \"ISSUER/k\"}",
                "{\"issuer\": \"ISSUER\", \"authorization_endpoint\": \"javascript:alert(1)\", \"token_endpoint\": \"ISSUER/t\", \"jwks_uri\": \"ISSUER/k\"}",
                "<html>",
                "",
                "LONG"
            })
    void metadataThatCannotBeUsedIsSaidToBeSo(final String body) throws Exception {
        final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        final String issuer = "http://127.0.0.1:" + http.getAddress().getPort();
        http.createContext("/.well-known/openid-configuration", exchange -> {
            final byte[] bytes = body.replace("ISSUER", issuer)
                    .replace("LONG", "{\"issuer\": \"" + "a".repeat(1 << 19) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
        try {
            final OpenIdProvider provider = new OpenIdProvider(settings(issuer), () -> NOW);
            assertThatThrownBy(() -> provider.begin(URI.create("http://127.0.0.1/")))
                    .isInstanceOfSatisfying(SignInFault.class, fault -> {
                        assertThat(fault.reason()).isEqualTo(Reason.AWAY);
                        assertThat(fault.sentence().lines()).hasSize(1);
                    });
        } finally {
            http.stop(0);
        }
    }
}
