package io.blemish.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that gets verdicts over HTTP, as any customer would write it. */
final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** What arrived. */
    record Message(Map<String, List<String>> headers, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String header(final String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @param status the answer to a verdict
     */
    Receiver(final int port, final ToIntFunction<JsonNode> status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/verdicts", exchange -> {
            try (exchange) {
                answer(exchange, status);
            }
        });
        server.start();
    }

    private void answer(final HttpExchange exchange, final ToIntFunction<JsonNode> status) throws IOException {
        final Message message = new Message(
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        final int answer = status.applyAsInt(message.json());
        if (answer < 300) {
            messages.add(message);
        }
        exchange.sendResponseHeaders(answer, -1);
    }

    int port() {
        return server.getAddress().getPort();
    }

    static URI address(final int port) {
        return URI.create("http://127.0.0.1:" + port + "/verdicts?key=of-the-plant");
    }

    /** The verdicts that were taken. */
    List<Message> messages() {
        return messages;
    }

    /** Their identifiers. */
    List<String> ids() {
        return messages.stream()
                .map(message -> message.json().get("id").stringValue())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
