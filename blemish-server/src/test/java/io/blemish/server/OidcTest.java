package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.oidc.OidcSettings;
import io.blemish.server.oidc.RoleRules;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People who sign in to a real server by a real OpenID provider, over HTTP. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOKEN = "token-0123456789abcdef";

    @TempDir
    private static Path folder = Path.of("");

    private final SpringProvider provider = SpringProvider.shared();

    /** Shared by the tests; those after whose faults others could not sign in have one of their own. */
    private RunningServer shared;

    private RunningServer server;
    private ProviderVisitor visitor = new ProviderVisitor();
    private int entriesBefore;

    @BeforeAll
    void serve() throws Exception {
        shared = serve(provider.issuer(), SpringProvider.CLIENT);
    }

    @AfterAll
    void close() {
        shared.close();
    }

    @BeforeEach
    void begin() throws Exception {
        server = shared;
        visitor = new ProviderVisitor();
        entriesBefore = entries().size();
    }

    private RunningServer serve(final String issuer, final String client) throws IOException {
        final Path here = Files.createTempDirectory(folder, "server");
        final Path users = here.resolve("users");
        Users.none().with(new User("Kim", Role.ADMIN, PasswordHash.ofNobody())).write(users);
        final Path tokens = Files.writeString(here.resolve("tokens"), "admin " + TOKEN + " auditor\n");
        final Optional<Path> secret = client.equals(SpringProvider.PUBLIC)
                ? Optional.empty()
                : Optional.of(Files.writeString(here.resolve("secret"), SpringProvider.SECRET + "\n"));
        final OidcSettings settings = new OidcSettings(
                issuer,
                new OidcSettings.Client(client, secret),
                "the plant",
                List.of(),
                OidcSettings.DEFAULT_NAME_CLAIM,
                new RoleRules(
                        "realm.groups",
                        List.of(
                                new RoleRules.Rule(Role.OPERATOR, "line"),
                                new RoleRules.Rule(Role.ENGINEER, "methods"),
                                new RoleRules.Rule(Role.ADMIN, "it"))));
        return new RunningServer(
                here,
                RunningServer.listening(new Listening(
                        "127.0.0.1",
                        0,
                        Optional.of(tokens),
                        Optional.of(users),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(settings),
                        Optional.empty())));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private URI address(final String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private URI entrance() {
        return address("/v1/sign-in/oidc");
    }

    /** Where a browser is sent that comes back from the provider. */
    private String back(final URI callback) throws Exception {
        return ProviderVisitor.next(visitor.get(callback))
                .toString()
                .replace(address("/").toString(), "/");
    }

    private String signIn(final String name) throws Exception {
        return back(visitor.signIn(entrance(), name));
    }

    private JsonNode session() throws Exception {
        return JSON.readTree(visitor.get(address("/v1/session")).body());
    }

    private int send(final String method, final String path, final byte[] body, final String type) throws Exception {
        return visitor.send(server.request(path)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .header("Content-Type", type))
                .statusCode();
    }

    /** Who did what in this test, and the detail, as an auditor sees it. */
    private List<String> log() throws Exception {
        final List<String> all = entries();
        return all.subList(entriesBefore, all.size());
    }

    private List<String> entries() throws Exception {
        final JsonNode page = RunningServer.json(
                server.send(server.request("/v1/audit?limit=500").header("Authorization", "Bearer " + TOKEN)));
        final List<String> entries = new ArrayList<>();
        page.get("entries")
                .forEach(entry -> entries.add(
                        0,
                        entry.get("who").stringValue() + " "
                                + entry.get("action").stringValue() + " "
                                + entry.get("to").asString("-")));
        return entries;
    }

    @Test
    void aPersonSignsInByTheProviderWithTheRoleOfTheGroupAndOutOfBoth() throws Exception {
        provider.register(address("/"));
        final JsonNode ways = JSON.readTree(visitor.get(address("/v1/sign-in")).body());
        assertThat(ways.get("passwords").booleanValue()).isTrue();
        assertThat(ways.get("provider").get("name").stringValue()).isEqualTo("the plant");
        assertThat(ways.get("provider").get("address").stringValue())
                .isEqualTo(entrance().toString());

        final HttpResponse<String> begun = visitor.get(entrance());
        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("blemish-sign-in-0=[\\w-]{43}\\.\\d+; Path=/; HttpOnly; SameSite=Lax");
        assertThat(ProviderVisitor.next(begun).getQuery())
                .contains(
                        "code_challenge_method=S256", "response_type=code", "state=", "nonce=", "scope=openid+profile");

        assertThat(signIn("erin")).isEqualTo("/");
        assertThat(session().get("name").stringValue()).isEqualTo("erin");
        assertThat(session().get("role").stringValue()).isEqualTo("engineer");
        assertThat(session().get("signed_in_until").isString()).isTrue();
        assertThat(send("POST", "/v1/models/plate/predictions", TestModels.good(), "image/png"))
                .isEqualTo(200);
        assertThat(send("DELETE", "/v1/models/plate", new byte[0], "text/plain"))
                .isEqualTo(403);
        assertThat(visitor.get(address("/v1/audit")).statusCode()).isEqualTo(403);
        assertThat(visitor.send(server.request("/v1/session")
                                .header("Sec-Fetch-Site", "cross-site")
                                .DELETE())
                        .statusCode())
                .isEqualTo(403);

        final HttpResponse<String> out =
                visitor.send(server.request("/v1/session").DELETE());
        final URI goOn = URI.create(JSON.readTree(out.body()).get("go_on_at").stringValue());
        assertThat(visitor.get(address("/v1/session")).statusCode()).isEqualTo(401);
        assertThat(ProviderVisitor.next(visitor.get(goOn))).isEqualTo(address("/"));
        // The provider asks for the password again.
        assertThat(ProviderVisitor.next(visitor.get(ProviderVisitor.next(visitor.get(entrance()))))
                        .getPath())
                .isEqualTo("/login");
        assertThat(log()).containsExactly("erin sign_in subject subject of erin", "erin sign_out -");
    }

    @Test
    void rolesFollowTheGroups() throws Exception {
        assertThat(signIn("oper")).isEqualTo("/");
        assertThat(session().get("role").stringValue()).isEqualTo("operator");
        assertThat(send("POST", "/v1/models/plate/rollback", new byte[0], "text/plain"))
                .isEqualTo(403);
        visitor = new ProviderVisitor();
        assertThat(signIn("adam")).isEqualTo("/");
        assertThat(session().get("role").stringValue()).isEqualTo("admin");
        assertThat(visitor.get(address("/v1/audit")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNoRoleOrTheNameOfALocalUserIsRefused() throws Exception {
        assertThat(signIn("guest")).isEqualTo("/?sign-in=no-role");
        assertThat(visitor.get(address("/v1/session")).statusCode()).isEqualTo(401);
        visitor = new ProviderVisitor();
        assertThat(signIn("kim")).isEqualTo("/?sign-in=no-name");
        assertThat(log())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry).startsWith("an unknown name sign_in_failed"));
        assertThat(log().get(0)).contains("subject of guest", "[canteen]");
    }

    @Test
    void anAnswerThatIsNotForThisBrowserIsRefused() throws Exception {
        final URI callback = visitor.signIn(entrance(), "oper");
        final ProviderVisitor own = visitor;
        visitor = new ProviderVisitor();
        assertThat(back(callback)).isEqualTo("/?sign-in=stale");
        visitor.get(entrance());
        assertThat(back(callback)).isEqualTo("/?sign-in=stale");
        visitor = own;
        assertThat(back(URI.create(callback.toString().replaceFirst("state=[^&]*", "state=another"))))
                .isEqualTo("/?sign-in=stale");
        assertThat(visitor.get(address("/v1/session")).statusCode()).isEqualTo(401);
    }

    /** Pictures on a page of another site cannot begin a sign-in, and do not count as failed ones. */
    @Test
    void onlyABrowserThatIsSentHereSignsIn() throws Exception {
        for (int i = 0; i < 60; i++) {
            final HttpResponse<String> answer = visitor.send(
                    server.request("/v1/sign-in/oidc/callback?code=x&state=y").header("Sec-Fetch-Dest", "image"));
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=stale");
        }
        assertThat(log()).isEmpty();
        assertThat(visitor.send(server.request("/v1/sign-in/oidc").header("Sec-Fetch-Dest", "image"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/?sign-in=stale");
        assertThat(signIn("oper")).isEqualTo("/");
    }

    @Test
    void aCodeIsTakenOnce() throws Exception {
        final URI callback = visitor.signIn(entrance(), "oper");
        final String cookie = visitor.cookie("blemish-sign-in-0");
        assertThat(back(callback)).isEqualTo("/");
        final var again = server.send(server.request(callback.getRawPath() + "?" + callback.getRawQuery())
                .header("Cookie", "blemish-sign-in-0=" + cookie));
        assertThat(again.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=unconfirmed");
        assertThat(again.headers().allValues("Set-Cookie")).noneMatch(text -> text.startsWith("blemish-0="));
    }

    @Test
    void nothingOfWhatTheProviderSaysIsShown() throws Exception {
        final URI asked = ProviderVisitor.next(visitor.get(entrance()));
        final String state = asked.getRawQuery().replaceFirst(".*&state=([^&]*).*", "$1");
        final HttpResponse<String> refused = visitor.get(address("/v1/sign-in/oidc/callback?error=access_denied"
                + "&error_description=%3Cscript%3E%0Aevil&state=" + state));
        assertThat(refused.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=denied");
        assertThat(refused.body()).isEmpty();
        assertThat(log()).singleElement().asString().contains("access_denied").doesNotContain("evil");
        final String next =
                ProviderVisitor.next(visitor.get(entrance())).getRawQuery().replaceFirst(".*&state=([^&]*).*", "$1");
        assertThat(back(address("/v1/sign-in/oidc/callback?error=Boss+did+it&state=" + next)))
                .isEqualTo("/?sign-in=denied");
        assertThat(log().get(1)).contains("another reason").doesNotContain("Boss");
    }

    @Test
    void aNewKeyOfTheProviderIsFetched() throws Exception {
        assertThat(signIn("oper")).isEqualTo("/");
        provider.rotateKey();
        visitor = new ProviderVisitor();
        assertThat(signIn("oper")).isEqualTo("/");
    }

    @Test
    void aPublicClientSignsInWithoutASecretAndFailedSignInsAreSlowedDown() throws Exception {
        try (RunningServer own = serve(provider.issuer(), SpringProvider.PUBLIC)) {
            server = own;
            assertThat(signIn("oper")).isEqualTo("/");
            String reason = "";
            for (int i = 0; i < 200 && !reason.endsWith("too-many-sign-ins"); i++) {
                reason = back(address("/v1/sign-in/oidc/callback?code=x&state=y"));
                assertThat(reason).isIn("/?sign-in=stale", "/?sign-in=too-many-sign-ins");
            }
            assertThat(reason).isEqualTo("/?sign-in=too-many-sign-ins");
        }
    }

    @Test
    void theProviderMayComeLaterThanTheServer() throws Exception {
        final int port = freePort();
        try (RunningServer own = serve("http://localhost:" + port, SpringProvider.CLIENT)) {
            server = own;
            assertThat(back(entrance())).isEqualTo("/?sign-in=away");
            assertThat(server.send(server.request("/v1/session").header("Authorization", "Bearer " + TOKEN))
                            .statusCode())
                    .isEqualTo(200);
            try (SpringProvider late = SpringProvider.start(port)) {
                assertThat(late.issuer()).endsWith(":" + port);
                Waiting.until(
                        "the provider is asked again", () -> !back(entrance()).endsWith("sign-in=away"));
                assertThat(signIn("oper")).isEqualTo("/");
            }
        }
    }
}
