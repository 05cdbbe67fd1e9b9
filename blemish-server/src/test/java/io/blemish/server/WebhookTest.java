package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Verdicts that are posted to another program. */
@Tag("long")
class WebhookTest {
    private static final String SECRET = "a-secret-of-this-test";
    private static final int NO_CONTENT = 204;
    private static final int UNPROCESSABLE = 422;

    /** Quick, that the tests do not wait. */
    private static final Retries RETRIES =
            new Retries(Duration.ofMillis(10), Duration.ofMillis(50), 3, Duration.ofDays(1));

    @TempDir
    private Path folder;

    static UnaryOperator<ServerOptions> posting(
            final int port, final Set<Decision> verdicts, final Optional<Path> secret) {
        return RunningServer.connected(new Connections(
                List.of(), List.of(new Destination(new Webhook(Receiver.address(port), secret), verdicts, RETRIES))));
    }

    static UnaryOperator<ServerOptions> posting(final int port) {
        return posting(port, EnumSet.allOf(Decision.class), Optional.empty());
    }

    private static String predict(final RunningServer server) throws Exception {
        return server.predict(TestModels.good()).get("id").stringValue();
    }

    @Test
    void aVerdictOfAKindThatIsWantedArrivesSigned() throws Exception {
        final Path secret = Files.writeString(folder.resolve("secret"), SECRET + System.lineSeparator());
        try (Receiver receiver = new Receiver(0, verdict -> NO_CONTENT);
                RunningServer server = new RunningServer(
                        folder, posting(receiver.port(), EnumSet.of(Decision.DEFECT), Optional.of(secret)))) {
            predict(server);
            final String defect = server.predict(TestModels.defect()).get("id").stringValue();
            Waiting.until("it arrived", () -> !receiver.messages().isEmpty());

            final Receiver.Message message = receiver.messages().get(0);
            assertThat(message.json()).isEqualTo(RunningServer.json(server.get("/v1/predictions/" + defect)));
            assertThat(message.header("Content-type")).isEqualTo("application/json");
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            final byte[] signed = mac.doFinal(
                    (message.header("Blemish-timestamp") + "." + message.text()).getBytes(StandardCharsets.UTF_8));
            assertThat(message.header("Blemish-signature"))
                    .isEqualTo("sha256=" + HexFormat.of().formatHex(signed));

            Waiting.until("nothing waits", () -> waiting(server) == 0);
            assertThat(receiver.ids()).containsExactly(defect);
            assertThat(RunningServer.text(server.get("/metrics")))
                    .contains("blemish_deliveries_total{outcome=\"delivered\",target=\"webhook\"} 1.0")
                    .contains("blemish_outbox_waiting{target=\"webhook\"} 0.0")
                    .contains("blemish_outbox_failed{target=\"webhook\"} 0.0");
        }
    }

    private static long waiting(final RunningServer server) throws Exception {
        return outbox(server).get("targets").get(0).get("waiting").longValue();
    }

    private static JsonNode outbox(final RunningServer server) throws Exception {
        return RunningServer.json(server.get("/v1/outbox"));
    }

    @Test
    void aReceiverThatDoesNotAnswerDelaysNoVerdictAndGetsAllInOrderLater() throws Exception {
        final CountDownLatch answering = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(0, verdict -> {
                    try {
                        answering.await();
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return NO_CONTENT;
                });
                RunningServer server = new RunningServer(folder, posting(receiver.port()))) {
            final List<String> answered = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answered.add(predict(server));
            }
            assertThat(receiver.messages()).isEmpty();
            assertThat(waiting(server)).isEqualTo(5);
            answering.countDown();
            Waiting.until("all arrived", () -> receiver.messages().size() >= 5);
            assertThat(receiver.ids()).isEqualTo(answered);
        }
    }

    @Test
    @Tag("long")
    void whatWasAnsweredArrivesThoughReceiverAndServerWereStopped() throws Exception {
        final int port;
        try (Receiver receiver = new Receiver(0, verdict -> NO_CONTENT)) {
            port = receiver.port();
        }
        final List<String> answered = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder, "--webhook", String.valueOf(port))) {
            for (int i = 0; i < 5; i++) {
                answered.add(predict(server.port()));
            }
            try (Receiver receiver = new Receiver(port, verdict -> NO_CONTENT)) {
                Waiting.until("some arrived", () -> receiver.messages().size() >= 5);
                assertThat(receiver.ids()).isEqualTo(answered);
            }
            for (int i = 0; i < 5; i++) {
                answered.add(predict(server.port()));
            }
            server.kill();
        }
        try (Receiver receiver = new Receiver(port, verdict -> NO_CONTENT);
                RunningServer server = new RunningServer(folder, posting(port))) {
            Waiting.until("nothing waits", () -> waiting(server) == 0);
            // What arrived just before the kill may arrive again, and is told by its identifier.
            assertThat(new LinkedHashSet<>(receiver.ids()))
                    .containsSubsequence(answered.subList(5, answered.size()))
                    .isSubsetOf(answered);
        }
    }

    private static String predict(final int port) throws Exception {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/models/plate/predictions"))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(TestModels.good()))
                .build();
        return RunningServer.json(HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()))
                .get("id")
                .stringValue();
    }

    @Test
    void oneThatIsRefusedIsGivenUpThenOthersFollowAndItIsSentAgainOnAWish() throws Exception {
        final AtomicBoolean strict = new AtomicBoolean(true);
        try (Receiver receiver = new Receiver(
                        0,
                        verdict -> strict.get()
                                        && verdict.get("name").stringValue("").equals("bad")
                                ? UNPROCESSABLE
                                : NO_CONTENT);
                RunningServer server = new RunningServer(folder, posting(receiver.port()))) {
            final String bad = RunningServer.json(server.send(server.prediction("?name=bad", TestModels.good())))
                    .get("id")
                    .stringValue();
            final String next = predict(server);
            Waiting.until("the next one arrived", () -> receiver.ids().equals(List.of(next)));
            final JsonNode failed = outbox(server).get("failed");
            assertThat(failed.size()).isEqualTo(1);
            assertThat(failed.get(0).get("prediction").stringValue()).isEqualTo(bad);
            assertThat(failed.get(0).get("problem").stringValue())
                    .contains("answered with the status 422")
                    .doesNotContain("key=");

            strict.set(false);
            final String number = failed.get(0).get("number").toString();
            assertThat(RunningServer.json(server.send(server.request("/v1/outbox/resend?number=" + number)
                                    .POST(BodyPublishers.noBody())))
                            .get("resent")
                            .intValue())
                    .isEqualTo(1);
            Waiting.until("the refused one arrived", () -> receiver.ids().equals(List.of(next, bad)));
            assertThat(server.send(server.request("/v1/outbox/resend?number=" + number)
                                    .POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void anAddressOrASecretThatCannotBeUsedIsToldAtTheStart() throws IOException {
        final Path shorter = Files.writeString(folder.resolve("secret"), "short");
        assertThatThrownBy(() -> new Webhook(Receiver.address(1), Optional.of(shorter)))
                .isInstanceOf(BlemishException.class)
                .hasMessage("The secret in " + shorter
                        + " is shorter than 16 characters. Make one with: openssl rand -hex 32");
        assertThatThrownBy(() -> new Webhook(URI.create("ftp://plant/verdicts"), Optional.empty()))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("http://HOST/PATH");
    }
}
