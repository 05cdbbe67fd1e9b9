package io.blemish.backbone.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback that has one file under every path. It answers the first requests as a test wants, and the others
 * as servers usually do.
 */
public final class FileServer implements AutoCloseable {
    private final byte[] file;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Answers one request. */
    @FunctionalInterface
    public interface Answer {
        /** Sends the answer. */
        void to(HttpExchange exchange) throws IOException;
    }

    /** Starts it. */
    public FileServer(final byte[] file) throws IOException {
        this.file = file;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The address of a path on it. */
    public URI address(final String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The path of each request so far, with its range if it has one. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Sets the answer to the next request that has none yet. */
    public FileServer then(final Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return this;
    }

    private void handle(final HttpExchange exchange) throws IOException {
        final Optional<String> range =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
        requests.add(exchange.getRequestURI() + range.map(value -> " " + value).orElse(""));
        final Answer answer;
        synchronized (answers) {
            answer = answers.isEmpty() ? this::whole : answers.remove();
        }
        try (exchange) {
            answer.to(exchange);
        }
    }

    private static int from(final HttpExchange exchange) {
        final String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    /** Sends the whole file or the range asked for. */
    public void whole(final HttpExchange exchange) throws IOException {
        send(exchange, Integer.MAX_VALUE);
    }

    /** Answers as {@link #whole} does, but the connection ends after so many bytes. */
    public Answer cutAfter(final int bytes) {
        return exchange -> send(exchange, bytes);
    }

    /** Answers as {@link #cutAfter} does, but the connection stays open and silent. */
    public Answer silentAfter(final int bytes) {
        return exchange -> {
            head(exchange);
            exchange.getResponseBody().write(file, 0, bytes);
            exchange.getResponseBody().flush();
            awaitClose();
        };
    }

    private void awaitClose() {
        try {
            closing.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the first bytes of the file, whatever range was asked for. */
    public Answer ignoringRange(final int bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, Math.min(bytes, file.length));
        };
    }

    /** Sends an answer without a body. */
    public static Answer status(final int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Sends the client to another address. */
    public static Answer redirect(final URI target) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", target.toString());
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Sends another file of the same length. */
    public Answer otherBytes() {
        return exchange -> {
            head(exchange);
            final byte[] other = new byte[file.length - Math.min(file.length, from(exchange))];
            Arrays.fill(other, (byte) 7);
            exchange.getResponseBody().write(other);
        };
    }

    private void send(final HttpExchange exchange, final int limit) throws IOException {
        final int from = from(exchange);
        if (from >= file.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        head(exchange);
        exchange.getResponseBody().write(file, from, Math.min(limit, file.length - from));
    }

    private void head(final HttpExchange exchange) throws IOException {
        final int from = from(exchange);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
