package io.blemish.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.blemish.server.oidc.SignInFault.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a provider that takes a secret in the body alone, and what is made of answers that the real one never gives. */
class TokenEndpointTest {
    private static final URI REDIRECT = URI.create("https://blemish.plant/v1/sign-in/oidc/callback");

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer http;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void serve() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::handle);
        http.start();
    }

    @AfterEach
    void close() {
        http.stop(0);
    }

    private void handle(final HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        final byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ProviderMetadata metadata(final boolean secretInBody) {
        final URI base = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
        return new ProviderMetadata(
                base,
                base.resolve("token"),
                base,
                Optional.of(base.resolve("userinfo")),
                Optional.empty(),
                secretInBody);
    }

    private TokenEndpoint endpoint() throws IOException {
        final Path secret = Files.writeString(folder.resolve("secret"), "a & b\n");
        return new TokenEndpoint(new OidcSettings.Client("blemish", Optional.of(secret)), new ProviderClient());
    }

    private Reason refused(final int code, final String body) throws IOException {
        status = code;
        answer = body;
        final TokenEndpoint endpoint = endpoint();
        final List<Reason> reasons = new ArrayList<>();
        assertThatThrownBy(() -> endpoint.exchange(metadata(false), "code", "verifier", REDIRECT))
                .isInstanceOfSatisfying(SignInFault.class, fault -> reasons.add(fault.reason()));
        return reasons.get(0);
    }

    @Test
    void theSecretIsInTheHeaderOrInTheBodyIfTheProviderTakesItThereAlone() throws Exception {
        answer = "{\"id_token\": \"a.b.c\", \"access_token\": \"x\"}";
        assertThat(endpoint().exchange(metadata(false), "the code", "verifier", REDIRECT))
                .isEqualTo(new TokenEndpoint.Tokens("a.b.c", Optional.of("x")));
        endpoint().exchange(metadata(true), "the code", "verifier", REDIRECT);
        final String form = "grant_type=authorization_code&code=the+code"
                + "&redirect_uri=https%3A%2F%2Fblemish.plant%2Fv1%2Fsign-in%2Foidc%2Fcallback&code_verifier=verifier";
        // The encoded id and secret, with a colon between them, in Base64.
        assertThat(asked)
                .containsExactly(
                        "Basic YmxlbWlzaDphKyUyNiti " + form,
                        "null " + form + "&client_id=blemish&client_secret=a+%26+b");
    }

    @Test
    void anAnswerWithoutAnIdTokenIsRefused() throws Exception {
        assertThat(refused(400, "{\"error\": \"invalid_grant\"}")).isEqualTo(Reason.UNCONFIRMED);
        assertThat(refused(200, "{\"access_token\": \"x\"}")).isEqualTo(Reason.UNCONFIRMED);
        assertThat(refused(503, "busy")).isEqualTo(Reason.AWAY);
        assertThat(refused(302, "")).isEqualTo(Reason.UNCONFIRMED);
        assertThat(refused(200, "<html>")).isEqualTo(Reason.AWAY);
    }

    @Test
    void ofAnAnswerTheCodeOfTheErrorAloneIsKept() throws IOException {
        assertThat(SignInFault.code("invalid_grant")).isEqualTo("invalid_grant");
        assertThat(SignInFault.code("client_secret=a b")).isEqualTo("another reason");
        status = 400;
        answer = "{\"error\": \"invalid_grant\", \"hint\": \"a-secret\"}";
        final TokenEndpoint endpoint = endpoint();
        assertThatThrownBy(() -> endpoint.exchange(metadata(false), "code", "verifier", REDIRECT))
                .hasMessageContaining("400: invalid_grant")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void furtherClaimsAreThoseOfTheSamePerson() throws Exception {
        final TokenEndpoint.Tokens tokens = new TokenEndpoint.Tokens("a.b.c", Optional.of("x"));
        answer = "{\"sub\": \"1\", \"roles\": [\"line\"]}";
        assertThat(endpoint().userInfo(metadata(false), tokens, "1")).containsEntry("roles", List.of("line"));
        assertThat(asked).containsExactly("Bearer x ");
        final TokenEndpoint endpoint = endpoint();
        assertThatThrownBy(() -> endpoint.userInfo(metadata(false), tokens, "2"))
                .isInstanceOfSatisfying(
                        SignInFault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.UNCONFIRMED));
        status = 403;
        assertThat(endpoint().userInfo(metadata(false), tokens, "1")).isEqualTo(Map.of());
        assertThat(endpoint().userInfo(metadata(false), new TokenEndpoint.Tokens("a.b.c", Optional.empty()), "1"))
                .isEmpty();
    }
}
