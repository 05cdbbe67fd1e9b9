package io.blemish.server.page;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium of this machine without a window, controlled by its DevTools protocol over the JDK's WebSocket. Without a library:
 * Playwright's driver adds 202 MB to every build, and Selenium needs a driver program that fits the browser, while files that
 * are dropped, the accessibility tree and the dark mode would still be commands of this protocol.
 */
final class Chromium {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/opt/google/chrome/chrome"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"));
    private static final String LISTENING = "DevTools listening on ";
    private static final long TIMEOUT_SECONDS = 60;

    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Path profile;
    private final Process process;
    private final WebSocket socket;

    /** The program; empty if this machine has none. */
    static Optional<Path> find() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /** Whether this machine has one. */
    static boolean isHere() {
        return find().isPresent();
    }

    /** The browser that all tests of this process share, each with tabs of its own. */
    static Chromium started() {
        return Shared.BROWSER;
    }

    private static final class Shared {
        private static final Chromium BROWSER = start();

        private Shared() {}

        private static Chromium start() {
            try {
                final Chromium browser = new Chromium(find().orElseThrow());
                Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
                return browser;
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Chromium(final Path program) throws IOException {
        profile = Files.createTempDirectory("blemish-chromium");
        process = new ProcessBuilder(command(program, profile))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address()), new Listener())
                .join();
    }

    private static List<String> command(final Path program, final Path profile) {
        final List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                // A page to go back to would keep its process, and the next one would need another.
                "--disable-back-forward-cache",
                "--hide-scrollbars",
                "--lang=en",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream"));
        if ("root".equals(System.getProperty("user.name"))) {
            // Containers often run as root, and as root Chromium's sandbox does not start.
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        return command;
    }

    /** Reads where the browser listens. The rest of its output must be read too, or it would block. */
    private String address() throws IOException {
        final BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                final Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}), "chromium");
                rest.setDaemon(true);
                rest.start();
                return line.substring(LISTENING.length()).strip();
            }
        }
        throw new IOException("Chromium ended before it listened.");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(final WebSocket from, final CharSequence text, final boolean last) {
            message.append(text);
            if (last) {
                final JsonNode node = json.readTree(message.toString());
                message.setLength(0);
                final JsonNode id = node.get("id");
                final CompletableFuture<JsonNode> waiting = id == null ? null : answers.remove(id.asInt());
                if (waiting != null) {
                    waiting.complete(node);
                }
            }
            from.request(1);
            return null;
        }
    }

    /** Sends a command to the browser, or to the tab with a session, and returns its result. */
    JsonNode send(final String session, final String method, final Map<String, ?> parameters) {
        final int id = ids.incrementAndGet();
        final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        final Map<String, Object> message = new java.util.HashMap<>(Map.of("id", id, "method", method));
        message.put("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(json.writeValueAsString(message), true).join();
        try {
            final JsonNode node = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (node.has("error")) {
                throw new AssertionError(method + ": " + node.get("error"));
            }
            return node.get("result");
        } catch (final InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " got no answer", e);
        }
    }

    /** Opens a tab with empty storage. */
    Tab open() {
        final String context = send("", "Target.createBrowserContext", Map.of())
                .get("browserContextId")
                .stringValue();
        final String target = send("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .stringValue();
        final String session = send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .stringValue();
        return new Tab(this, context, session);
    }

    private void close() {
        // By the protocol, because the program may be a script that would leave the browser running.
        send("", "Browser.close", Map.of());
        socket.abort();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(profile.toFile());
    }

    /** Deletes a folder. Files that the browser writes while it ends may stay; they are in the temporary folder. */
    private static void delete(final File file) {
        final File[] below = file.listFiles();
        if (below != null) {
            for (final File one : below) {
                delete(one);
            }
        }
        file.delete();
    }
}
