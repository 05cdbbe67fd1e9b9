package io.blemish.server;

import io.blemish.backbone.Execution;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.Limits;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port of the loopback address, with the model {@code plate}, and a client of it. */
final class RunningServer implements AutoCloseable {
    static final Limits LIMITS = new Limits(
            2, 64, Duration.ofSeconds(60), Duration.ofSeconds(30), 2_000_000, 4_000_000, 4, Limits.ALL_MODELS);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server;
    private final Path folder;

    RunningServer(final Path folder) throws IOException {
        this(folder, UnaryOperator.identity());
    }

    RunningServer(final Path folder, final UnaryOperator<ServerOptions> change) throws IOException {
        this.folder = folder;
        Files.createDirectories(models());
        if (!Files.exists(models().resolve("plate.blemish"))) {
            Files.copy(TestModels.FIRST, models().resolve("plate.blemish"));
        }
        this.server = Server.start(change.apply(options(folder)));
    }

    static ServerOptions options(final Path folder) {
        return new ServerOptions(
                folder.resolve("models"),
                new Listening("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                LIMITS,
                new Storage(folder.resolve("data"), Optional.empty(), 1_000_000_000),
                Execution.cpu(1));
    }

    static UnaryOperator<ServerOptions> connected(final Connections connections) {
        return options -> new ServerOptions(
                options.models(),
                options.listening(),
                options.limits(),
                options.storage(),
                options.execution(),
                connections,
                ServerOptions.DEFAULT_FIT_MEMORY);
    }

    static UnaryOperator<ServerOptions> listening(final Listening listening) {
        return options -> new ServerOptions(
                options.models(), listening, options.limits(), options.storage(), options.execution());
    }

    static UnaryOperator<ServerOptions> limits(final Limits limits) {
        return options -> new ServerOptions(
                options.models(), options.listening(), limits, options.storage(), options.execution());
    }

    Path models() {
        return folder.resolve("models");
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<byte[]> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    Server server() {
        return server;
    }

    Set<String> routes() {
        return server.routes();
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<byte[]> get(final String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpRequest.Builder prediction(final String query, final byte[] picture) {
        return request("/v1/models/plate/predictions" + query)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture));
    }

    /** Sends a picture, and returns its verdict. */
    JsonNode predict(final byte[] picture) throws IOException, InterruptedException {
        return json(send(prediction("", picture)));
    }

    static JsonNode json(final HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    static String text(final HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** A form with pictures. */
    static byte[] form(final String boundary, final byte[]... pictures) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < pictures.length; i++) {
            out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"p\"; filename=\"" + i
                            + ".png\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(pictures[i]);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.write(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
