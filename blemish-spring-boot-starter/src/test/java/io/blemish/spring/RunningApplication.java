package io.blemish.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A real application with a web server on a free port, the model {@code plate}, and a client of it. */
final class RunningApplication implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    RunningApplication(final Path model, final String... properties) {
        final List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.shutdown=graceful",
                "spring.main.banner-mode=off",
                "blemish.models.plate.location=" + model,
                "management.endpoints.web.exposure.include=health,info",
                "management.endpoint.health.show-details=always"));
        all.addAll(List.of(properties));
        context = new SpringApplicationBuilder(TestApplication.class)
                .properties(all.toArray(String[]::new))
                .run();
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T bean(final Class<T> type) {
        return context.getBean(type);
    }

    HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder post(final String path, final byte[] picture) {
        return request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(picture));
    }

    HttpResponse<byte[]> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpClient client() {
        return client;
    }

    static String text(final HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String type(final HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Override
    public void close() {
        context.close();
    }
}
