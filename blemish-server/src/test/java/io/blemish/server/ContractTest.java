package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.oidc.OidcSettings;
import io.blemish.server.oidc.RoleRules;
import io.blemish.server.users.Password;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The server matches {@code openapi.yaml}: it serves these operations and no others, and every response has its schema. */
class ContractTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @TempDir
    private Path folder;

    private JsonNode contract = YAML.createObjectNode();

    private Set<String> operations() {
        final Set<String> operations = new TreeSet<>();
        contract.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** The role that each operation takes. */
    private Map<String, Role> roles() {
        final Map<String, Role> roles = new TreeMap<>();
        for (final String operation : operations()) {
            final String[] words = operation.split(" ", 2);
            final JsonNode role =
                    contract.get("paths").get(words[1]).get(words[0]).path("x-role");
            Role.of(role.asString("")).ifPresent(one -> roles.put(operation, one));
        }
        return roles;
    }

    @Test
    void everyOperationMatchesTheContractAndNoOtherIsServed() throws Exception {
        try (RunningServer server = new RunningServer(folder, StillCamera.connected("press"));
                RunningServer guarded = guarded()) {
            contract = YAML.readTree(RunningServer.text(server.get("/openapi.yaml")));
            assertThat(server.routes()).isEqualTo(operations());
            assertThat(roles()).isEqualTo(server.server().roles());

            final Map<String, HttpRequest.Builder> requests = requests(server);
            requests.put(
                    "post /v1/session",
                    json(guarded, "/v1/session")
                            .POST(BodyPublishers.ofString("{\"name\": \"kim\", \"password\": \"a long password\"}")));
            requests.put("delete /v1/session", guarded.request("/v1/session").DELETE());
            for (final String path : List.of("/v1/sign-in", "/v1/sign-in/oidc", "/v1/sign-in/oidc/callback")) {
                requests.put("get " + path, guarded.request(path));
            }
            assertThat(requests.keySet()).containsExactlyInAnyOrderElementsOf(operations());
            for (final Map.Entry<String, HttpRequest.Builder> request : requests.entrySet()) {
                check(request.getKey(), answer(server, request.getKey(), request.getValue()), true);
            }
            for (final Map.Entry<String, HttpRequest.Builder> request :
                    wrong(server).entrySet()) {
                check(request.getKey(), server.send(request.getValue()), false);
            }
        }
    }

    /** A server with a user, and a provider that is away. */
    private RunningServer guarded() throws IOException {
        final Path other = folder.resolve("guarded");
        final Path users = other.resolve("users");
        Users.none()
                .with(new User("kim", Role.OPERATOR, PasswordHash.of(new Password("a long password"))))
                .write(users);
        return new RunningServer(
                other,
                RunningServer.listening(new Listening(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.of(users),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new OidcSettings(
                                "http://127.0.0.1:1",
                                new OidcSettings.Client("blemish", Optional.empty()),
                                "the plant",
                                List.of(),
                                OidcSettings.DEFAULT_NAME_CLAIM,
                                new RoleRules(RoleRules.DEFAULT_CLAIM, RoleRules.DEFAULT_RULES))),
                        Optional.empty())));
    }

    @Test
    void aModelOfSeveralNetworksMatchesTheContractToo() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            contract = YAML.readTree(RunningServer.text(server.get("/openapi.yaml")));
            check(
                    "post /v1/models/{model}/versions",
                    server.send(server.request("/v1/models/pair/versions?activate=true")
                            .header("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofFile(TestModels.ENSEMBLE))),
                    true);
            final HttpResponse<byte[]> models = server.get("/v1/models");
            check("get /v1/models", models, true);
            assertThat(RunningServer.json(models).get("models"))
                    .extracting(model -> model.get("method").stringValue())
                    .containsExactly("ensemble", "views");
            final HttpResponse<byte[]> pair = server.get("/v1/models/pair");
            check("get /v1/models/{model}", pair, true);
            final JsonNode description = RunningServer.json(pair).get("description");
            assertThat(description.get("detector").get("type").stringValue()).isEqualTo("ensemble");
            assertThat(description.get("layers")).hasToString("[\"0.layer2\",\"1.layer3\"]");
            final HttpResponse<byte[]> verdict = server.send(server.request("/v1/models/pair/predictions")
                    .header("Content-Type", "image/png")
                    .POST(BodyPublishers.ofByteArray(TestModels.defect())));
            check("post /v1/models/{model}/predictions", verdict, true);
            try (Model model = Model.open(TestModels.ENSEMBLE)) {
                assertThat(RunningServer.json(verdict).get("score").floatValue())
                        .isEqualTo(model.predict(Picture.of("defect", TestModels.defect()))
                                .score());
            }
        }
    }

    /** One request for each operation, in an order in which each of them succeeds. */
    private static Map<String, HttpRequest.Builder> requests(final RunningServer server) throws Exception {
        Files.writeString(server.models().resolve("plate.report.html"), "<!doctype html><title>x</title>");
        Files.writeString(server.models().resolve("plate.metrics.json"), "{}");
        final String id = server.predict(TestModels.defect()).get("id").stringValue();
        final String first = RunningServer.json(server.get("/v1/models/plate"))
                .get("version")
                .stringValue();
        final Map<String, HttpRequest.Builder> requests = new LinkedHashMap<>();
        for (final String path : List.of(
                "/v1/session",
                "/v1/models",
                "/v1/models/{model}",
                "/v1/models/{model}/thresholds",
                "/v1/models/{model}/drift",
                "/v1/models/{model}/pictures",
                "/v1/models/{model}/report",
                "/v1/models/{model}/metrics",
                "/v1/predictions",
                "/v1/predictions.csv",
                "/v1/predictions.zip",
                "/v1/rates",
                "/v1/predictions/{id}",
                "/v1/predictions/{id}/picture",
                "/v1/predictions/{id}/heatmap",
                "/v1/predictions/{id}/overlay",
                "/v1/predictions/{id}/evidence",
                "/v1/predictions/{id}/map",
                "/v1/events",
                "/v1/outbox",
                "/v1/audit",
                "/v1/audit.csv",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/openapi.yaml")) {
            requests.put(
                    "get " + path,
                    server.request(path.replace("{model}", "plate").replace("{id}", id)));
        }
        requests.put(
                "post /v1/outbox/resend", server.request("/v1/outbox/resend").POST(BodyPublishers.noBody()));
        requests.put("get /v1/cameras", server.request("/v1/cameras"));
        requests.put(
                "post /v1/cameras/{camera}/trigger",
                server.request("/v1/cameras/press/trigger").POST(BodyPublishers.noBody()));
        requests.put("get /v1/summary", server.request("/v1/summary?from=2026-01-01T00:00:00Z"));
        requests.put("post /v1/models/{model}/predictions", server.prediction("", TestModels.defect()));
        requests.put(
                "put /v1/predictions/{id}/label",
                json(server, "/v1/predictions/" + id + "/label").PUT(BodyPublishers.ofString("{\"label\":\"right\"}")));
        requests.put(
                "delete /v1/predictions/{id}/label",
                server.request("/v1/predictions/" + id + "/label").DELETE());
        requests.put(
                "delete /v1/models/{model}/drift",
                server.request("/v1/models/plate/drift").DELETE());
        requests.put(
                "put /v1/models/{model}/threshold",
                json(server, "/v1/models/plate/threshold")
                        .PUT(BodyPublishers.ofString("{\"version\": \"" + first
                                + "\", \"value\": 1000, \"review\": 0.5, \"why\": \"a test\"}")));
        addFits(server, requests);
        requests.put(
                "post /v1/models/{model}/versions",
                server.request("/v1/models/plate/versions")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofFile(TestModels.SECOND)));
        requests.put(
                "post /v1/models/{model}/rollback",
                server.request("/v1/models/plate/rollback").POST(BodyPublishers.noBody()));
        final String second = io.blemish.artifact.Sha256.of(TestModels.SECOND).substring(0, 12);
        requests.put(
                "put /v1/models/{model}/shadow",
                json(server, "/v1/models/plate/shadow")
                        .PUT(BodyPublishers.ofString("{\"version\":\"" + second + "\"}")));
        requests.put("get /v1/models/{model}/shadow", server.request("/v1/models/plate/shadow"));
        requests.put(
                "delete /v1/models/{model}/shadow",
                server.request("/v1/models/plate/shadow").DELETE());
        requests.put(
                "put /v1/models/{model}/active",
                json(server, "/v1/models/plate/active")
                        .PUT(BodyPublishers.ofString("{\"version\":\"" + second + "\"}")));
        requests.put(
                "delete /v1/models/{model}/versions/{version}",
                server.request("/v1/models/plate/versions/" + first).DELETE());
        requests.put(
                "delete /v1/models/{model}", server.request("/v1/models/plate").DELETE());
        return requests;
    }

    private static void addFits(final RunningServer server, final Map<String, HttpRequest.Builder> requests)
            throws Exception {
        final FitClient fits = new FitClient(server);
        final String fit = fits.createWithPictures();
        final String picture = fit + "/pictures/"
                + fits.get(fit + "/pictures").get("pictures").get(0).get("id").stringValue();
        final byte[] mask = FitClient.leftHalf(TestModels.SIDE);
        fits.send("PUT", fit + "/mask", "image/png", BodyPublishers.ofByteArray(mask));
        final String good = server.predict(TestModels.good()).get("id").stringValue();
        server.send(json(server, "/v1/predictions/" + good + "/label")
                .PUT(BodyPublishers.ofString("{\"label\":\"good\"}")));
        final String path = "/v1/fits" + fit;
        requests.put("get /v1/fits", server.request("/v1/fits"));
        requests.put("post /v1/fits", server.request("/v1/fits").POST(BodyPublishers.noBody()));
        requests.put("get /v1/fits/{id}", server.request(path));
        requests.put("get /v1/fits/{id}/pictures", server.request(path + "/pictures"));
        requests.put("get /v1/fits/{id}/pictures/{picture}", server.request("/v1/fits" + picture));
        requests.put("get /v1/fits/{id}/mask", server.request(path + "/mask"));
        requests.put("delete /v1/fits/{id}/mask", server.request(path + "/mask").DELETE());
        requests.put("put /v1/fits/{id}/mask", server.request(path + "/mask").PUT(BodyPublishers.ofByteArray(mask)));
        requests.put(
                "post /v1/fits/{id}/pictures",
                server.request(path + "/pictures?name=more.png").POST(BodyPublishers.ofByteArray(TestModels.good())));
        requests.put(
                "post /v1/fits/{id}/labelled",
                server.request(path + "/labelled").POST(BodyPublishers.noBody()));
        requests.put(
                "delete /v1/fits/{id}/pictures/{picture}",
                server.request("/v1/fits" + picture).DELETE());
        requests.put(
                "post /v1/fits/{id}/start",
                json(server, path + "/start").POST(BodyPublishers.ofString("{\"model\": \"fitted\"}")));
        requests.put(
                "post /v1/fits/{id}/cancel", server.request(path + "/cancel").POST(BodyPublishers.noBody()));
        requests.put("delete /v1/fits/{id}", server.request(path).DELETE());
    }

    private static HttpRequest.Builder json(final RunningServer server, final String path) {
        return server.request(path).header("Content-Type", "application/json");
    }

    /** Requests that get a problem as their response. */
    private static Map<String, HttpRequest.Builder> wrong(final RunningServer server) {
        final Map<String, HttpRequest.Builder> requests = new LinkedHashMap<>();
        requests.put("get /v1/models/{model}", server.request("/v1/models/none"));
        requests.put("get /v1/models/{model}/shadow", server.request("/v1/models/plate/shadow"));
        requests.put("get /v1/predictions", server.request("/v1/predictions?limit=x"));
        requests.put("post /v1/models/{model}/predictions", server.prediction("", new byte[1]));
        requests.put(
                "post /v1/cameras/{camera}/trigger",
                server.request("/v1/cameras/none/trigger").POST(BodyPublishers.noBody()));
        return requests;
    }

    /** Sends a request. The stream of events does not end, so only its head is read. */
    private static HttpResponse<byte[]> answer(
            final RunningServer server, final String operation, final HttpRequest.Builder request) throws Exception {
        if (!operation.equals("get /v1/events")) {
            return server.send(request);
        }
        final HttpResponse<java.io.InputStream> stream = server.client()
                .send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        stream.body().close();
        return new HeadOnly(stream);
    }

    private void check(final String operation, final HttpResponse<byte[]> answer, final boolean well)
            throws IOException {
        final String[] words = operation.split(" ", 2);
        final JsonNode responses =
                contract.get("paths").get(words[1]).get(words[0]).get("responses");
        final String status = String.valueOf(answer.statusCode());
        assertThat(answer.statusCode() < 400)
                .as("%s: %s", operation, RunningServer.text(answer))
                .isEqualTo(well);
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
        if (response.has("$ref")) {
            response = contract.at(response.get("$ref").stringValue().substring(1));
        }
        final String type =
                answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        if (!response.has("content")) {
            assertThat(answer.body()).as(operation).isEmpty();
            return;
        }
        final List<String> stated = new ArrayList<>();
        response.get("content").properties().forEach(entry -> stated.add(entry.getKey()));
        assertThat(stated)
                .as("%s answers %s", operation, type)
                .anyMatch(one -> one.equals(type) || one.equals(type.replaceAll("/.*", "/*")));
        if (type.endsWith("json")) {
            assertThat(errors(response.get("content").get(type).get("schema"), answer))
                    .as(operation)
                    .isEmpty();
        }
    }

    private List<Error> errors(final JsonNode stated, final HttpResponse<byte[]> answer) {
        final ObjectNode schema = YAML.createObjectNode();
        schema.set("components", contract.get("components"));
        schema.set("allOf", YAML.createArrayNode().add(stated));
        final Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        return compiled.validate(
                new String(answer.body(), StandardCharsets.UTF_8),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
