package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.users.Password;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** People who sign in to a real server, what each role may do there, and what the audit log says of it. */
@Tag("long")
class SignInTest {
    private static final String PASSWORD = "a long password";
    private static final String TOKEN = "token-0123456789abcdef";

    /** Made once, because a hash is meant to take time. */
    private static PasswordHash hash = PasswordHash.ofNobody();

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private RunningServer server;

    @BeforeAll
    static void makeHash() {
        hash = PasswordHash.of(new Password(PASSWORD));
    }

    @BeforeEach
    void serve() throws Exception {
        file = folder.resolve("users");
        Users users = Users.none();
        for (final Role role : Role.values()) {
            users = users.with(new User(role.word(), role, hash));
        }
        users.write(file);
        final Path tokens = Files.writeString(
                folder.resolve("tokens"),
                "engineer " + TOKEN + " press 4\nread expired-0123456789 expires=2020-01-01\n");
        server = new RunningServer(
                folder,
                RunningServer.listening(new Listening(
                        "127.0.0.1", 0, Optional.of(tokens), Optional.of(file), Optional.empty(), Optional.empty())));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<byte[]> signIn(final String name, final String password) throws Exception {
        return server.send(signInRequest(name, password));
    }

    private HttpRequest.Builder signInRequest(final String name, final String password) {
        return server.request("/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}"));
    }

    private String cookie(final String name) throws Exception {
        final HttpResponse<byte[]> answer = signIn(name, PASSWORD);
        assertThat(answer.statusCode()).as(RunningServer.text(answer)).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private HttpResponse<byte[]> get(final String path, final String cookie) throws Exception {
        return server.send(server.request(path).header("Cookie", cookie));
    }

    private List<String> log() throws Exception {
        final JsonNode page = RunningServer.json(get("/v1/audit", cookie("admin")));
        final List<String> entries = new ArrayList<>();
        page.get("entries")
                .forEach(entry -> entries.add(
                        0,
                        entry.get("who").stringValue() + " "
                                + entry.get("action").stringValue() + " "
                                + entry.get("subject").stringValue() + " "
                                + entry.get("from").asString("-") + " > "
                                + entry.get("to").asString("-")));
        return entries;
    }

    @Test
    void aUserSignsInAndOut() throws Exception {
        final HttpResponse<byte[]> stranger = server.get("/v1/session");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(RunningServer.text(stranger)).contains("urn:blemish:problem:sign-in");
        assertThat(stranger.headers().firstValue("WWW-Authenticate").orElseThrow())
                .doesNotContain("Basic");
        assertThat(server.get("/").statusCode()).isEqualTo(200);
        assertThat(server.get("/app/main.js").statusCode()).isEqualTo(200);
        assertThat(server.get("/openapi.yaml").statusCode()).isEqualTo(401);

        final HttpResponse<byte[]> answer = signIn("engineer", PASSWORD);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("blemish-0=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict");
        final String cookie =
                answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        final JsonNode session = RunningServer.json(get("/v1/session", cookie));
        assertThat(session).isEqualTo(RunningServer.json(answer));
        assertThat(session.get("name").stringValue()).isEqualTo("engineer");
        assertThat(session.get("role").stringValue()).isEqualTo("engineer");
        assertThat(session.get("signed_in_until").isString()).isTrue();

        final HttpResponse<byte[]> out = server.send(
                server.request("/v1/session").header("Cookie", cookie).DELETE());
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("blemish-0=;", "Max-Age=0");
        assertThat(get("/v1/session", cookie).statusCode()).isEqualTo(401);
        assertThat(log())
                .containsExactly(
                        "engineer sign_in 127.0.0.1 - > -",
                        "engineer sign_out 127.0.0.1 - > -",
                        "admin sign_in 127.0.0.1 - > -");
    }

    @Test
    void wrongPasswordsAreRefusedAlikeThenSlowedDownAndNeverKeptInTheLog() throws Exception {
        final HttpResponse<byte[]> wrong = signIn("engineer", "a wrong password");
        final HttpResponse<byte[]> unknown = signIn("a password as name", PASSWORD);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(RunningServer.text(unknown)).isEqualTo(RunningServer.text(wrong));
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        for (int i = 0; i < 4; i++) {
            assertThat(signIn("engineer", "a wrong password").statusCode()).isEqualTo(401);
        }
        final HttpResponse<byte[]> slowed = signIn("engineer", PASSWORD);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(RunningServer.text(slowed)).contains("Too many sign-ins have failed. Try again in ");
        assertThat(Integer.parseInt(slowed.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 10);
        assertThat(log())
                .hasSize(7)
                .startsWith(
                        "engineer sign_in_failed 127.0.0.1 - > -", "an unknown name sign_in_failed 127.0.0.1 - > -");
        assertThat(Files.readString(folder.resolve("data/audit.jsonl"))).doesNotContain("password");
    }

    @Test
    void moreSignInsAtATimeThanPasswordsAreCheckedWait() throws Exception {
        // The first password takes longest.
        cookie("operator");
        final List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (final String name : List.of("operator", "engineer", "admin")) {
            answers.add(server.client().sendAsync(signInRequest(name, PASSWORD).build(), BodyHandlers.ofByteArray()));
        }
        for (final CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anotherSitesPageCannotUseTheCookie() throws Exception {
        final String cookie = cookie("admin");
        for (final HttpRequest.Builder request : List.of(
                server.request("/v1/models/plate").DELETE().header("Cookie", cookie),
                server.request("/v1/session").DELETE().header("Cookie", cookie),
                server.request("/v1/session")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")))) {
            assertThat(server.send(request.header("Sec-Fetch-Site", "cross-site"))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(get("/v1/session", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsRemovedOrHasAnotherRoleIsSignedOutAndHearsNoMore() throws Exception {
        final String cookie = cookie("operator");
        final HttpResponse<InputStream> stream = server.client()
                .send(server.request("/v1/events").header("Cookie", cookie).build(), BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        final Users users = Users.read(file);
        users.with(users.find("operator").orElseThrow().withRole(Role.ENGINEER)).write(file);
        assertThat(get("/v1/session", cookie).statusCode()).isEqualTo(401);
        assertThat(cookie("operator")).isNotEqualTo(cookie);
        assertThat(server.send(server.prediction("", TestModels.good()).header("Authorization", "Bearer " + TOKEN))
                        .statusCode())
                .isEqualTo(200);
        // The end of the stream, which the next event brings about.
        assertThat(new String(stream.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("prediction");
    }

    @Test
    void tokensWorkBesideUsersUntilTheyExpire() throws Exception {
        final JsonNode session = RunningServer.json(
                server.send(server.request("/v1/session").header("Authorization", "Bearer " + TOKEN)));
        assertThat(session.get("name").stringValue()).isEqualTo("press 4");
        assertThat(session.get("signed_in_until").isNull()).isTrue();
        final HttpResponse<byte[]> expired =
                server.send(server.request("/v1/session").header("Authorization", "Bearer expired-0123456789"));
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(RunningServer.text(expired)).contains("This token is refused since 2020-01-01T00:00:00Z");
    }

    @Test
    void eachOperationTakesTheRoleThatItIsDeclaredWith() throws Exception {
        final Map<Role, String> cookies = new EnumMap<>(Role.class);
        for (final Role role : Role.values()) {
            cookies.put(role, cookie(role.word()));
        }
        final Map<String, Role> roles = server.server().roles();
        assertThat(roles.values()).contains(Role.values());
        for (final Map.Entry<String, Role> operation : roles.entrySet()) {
            for (final Map.Entry<Role, String> caller : cookies.entrySet()) {
                final int status = status(operation.getKey(), caller.getValue());
                if (caller.getKey().includes(operation.getValue())) {
                    assertThat(status).as("%s %s", caller.getKey(), operation).isNotIn(401, 403);
                } else {
                    assertThat(status).as("%s %s", caller.getKey(), operation).isEqualTo(403);
                }
            }
        }
        final HttpResponse<byte[]> refused = get("/v1/audit", cookie("operator"));
        assertThat(RunningServer.text(refused)).contains("This takes the role admin; yours is operator.");
    }

    /** The status of a request without a body, for things that are not there. */
    private int status(final String operation, final String cookie) throws Exception {
        final String[] words = operation.split(" ", 2);
        final HttpResponse<InputStream> answer = server.client()
                .send(
                        server.request(words[1].replaceAll("\\{\\w+}", "nothing"))
                                .method(words[0].toUpperCase(java.util.Locale.ROOT), BodyPublishers.noBody())
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    @Test
    void theLogSaysWhoChangedWhatFromWhatToWhat() throws Exception {
        final String cookie = cookie("admin");
        final String id = RunningServer.json(
                        server.send(server.prediction("", TestModels.good()).header("Cookie", cookie)))
                .get("id")
                .stringValue();
        final String label = "/v1/predictions/" + id + "/label";
        send("PUT", label, "{\"label\": \"right\"}", cookie);
        send("PUT", label, "{\"label\": \"wrong\", \"note\": \"a scratch\"}", cookie);
        send("DELETE", label, "", cookie);
        final String first = version(cookie);
        send("PUT", "/v1/models/plate/threshold", "{\"version\": \"" + first + "\", \"value\": 1000}", cookie);
        final String second = version(cookie);
        send("POST", "/v1/models/plate/rollback", "", cookie);
        send("PUT", "/v1/models/plate/active", "{\"version\": \"" + second + "\"}", cookie);
        send("DELETE", "/v1/models/plate/versions/" + first, "", cookie);
        send("DELETE", "/v1/models/plate", "", cookie);

        final List<String> log = log();
        assertThat(log.get(4))
                .matches("admin threshold plate threshold \\S+, version " + first + " > threshold 1000.0, version "
                        + second);
        log.remove(4);
        assertThat(log)
                .containsExactly(
                        "admin sign_in 127.0.0.1 - > -",
                        "admin label verdict " + id + " - > right",
                        "admin label verdict " + id + " right > wrong: a scratch",
                        "admin label verdict " + id + " wrong: a scratch > -",
                        "admin rollback plate " + second + " > " + first,
                        "admin activation plate " + first + " > " + second,
                        "admin version_deletion plate " + first + " > -",
                        "admin model_deletion plate " + second + " > -",
                        "admin sign_in 127.0.0.1 - > -");
        final HttpResponse<byte[]> csv = get("/v1/audit.csv", cookie);
        assertThat(RunningServer.text(csv))
                .startsWith("number,time,who,action,subject,from,to,previous,hash\r\n1,")
                .contains(",wrong: a scratch,,");
    }

    @Test
    void anActivationDuringAnUploadIsTheOneOfWhoActivated() throws Exception {
        final String admin = cookie("admin");
        final String first = version(admin);
        // The server asks for the body when the operation has begun.
        final HttpResponse<byte[]> uploaded = server.send(server.request("/v1/models/plate/versions?activate=false")
                .header("Cookie", cookie("engineer"))
                .header("Content-Type", "application/octet-stream")
                .expectContinue(true)
                .POST(BodyPublishers.ofInputStream(() -> activatedMeanwhile(admin, first))));
        assertThat(uploaded.statusCode()).as(RunningServer.text(uploaded)).isEqualTo(201);
        assertThat(log())
                .filteredOn(entry -> entry.startsWith("engineer "))
                .containsExactly(
                        "engineer sign_in 127.0.0.1 - > -",
                        "engineer upload plate - > "
                                + RunningServer.json(uploaded).get("version").stringValue());
    }

    private InputStream activatedMeanwhile(final String cookie, final String first) {
        try {
            send("PUT", "/v1/models/plate/threshold", "{\"version\": \"" + first + "\", \"value\": 1000}", cookie);
            return Files.newInputStream(TestModels.SECOND);
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String version(final String cookie) throws Exception {
        return RunningServer.json(get("/v1/models/plate", cookie))
                .get("version")
                .stringValue();
    }

    private void send(final String method, final String path, final String body, final String cookie) throws Exception {
        final HttpResponse<byte[]> answer = server.send(server.request(path)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Cookie", cookie));
        assertThat(answer.statusCode()).as(RunningServer.text(answer)).isLessThan(300);
    }
}
