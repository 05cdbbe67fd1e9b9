package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More requests than the server can answer. */
class OverloadTest {
    @TempDir
    private Path folder;

    private static ServerOptions.Limits limits(final int queue, final Duration deadline) {
        return new ServerOptions.Limits(
                1, queue, deadline, Duration.ofSeconds(30), 2_000_000, 4_000_000, 4, ServerOptions.Limits.ALL_MODELS);
    }

    private static List<HttpResponse<byte[]>> sendAll(final RunningServer server, final int requests) {
        final List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            sent.add(server.client()
                    .sendAsync(server.prediction("", TestModels.good()).build(), BodyHandlers.ofByteArray()));
        }
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void requestsBeyondTheQueueAreRefusedAndTheOthersAnswered() throws Exception {
        try (RunningServer server =
                new RunningServer(folder, RunningServer.limits(limits(2, Duration.ofSeconds(60))))) {
            final List<HttpResponse<byte[]>> answers = sendAll(server, 40);

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).allSatisfy(answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(RunningServer.json(answer).get("type").stringValue())
                        .isEqualTo("urn:blemish:problem:overloaded");
            });
            assertThat(server.send(server.prediction("", TestModels.good())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRequestWhoseDeadlinePassesIsRefusedAndNotRecorded() throws Exception {
        try (RunningServer server =
                new RunningServer(folder, RunningServer.limits(limits(64, Duration.ofSeconds(60))))) {
            final HttpResponse<byte[]> late = server.send(server.prediction("?deadline=1", TestModels.good()));

            assertThat(late.statusCode()).isEqualTo(429);
            assertThat(RunningServer.json(late).get("type").stringValue()).isEqualTo("urn:blemish:problem:deadline");
            assertThat(RunningServer.json(server.get("/v1/predictions")).get("predictions"))
                    .isEmpty();
        }
    }

    @Test
    void aPictureThatWouldBeTooLateIsRefusedAtOnce() throws Exception {
        try (RunningServer server =
                new RunningServer(folder, RunningServer.limits(limits(10_000, Duration.ofSeconds(60))))) {
            final double picture = server.predict(TestModels.good())
                    .get("timings")
                    .get("total")
                    .doubleValue();
            // Enough for about ten pictures: each one that is taken makes the next ones wait.
            final int deadline = (int) Math.ceil(10 * picture);
            final List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                sent.add(server.client()
                        .sendAsync(
                                server.prediction("?deadline=" + deadline, TestModels.good())
                                        .build(),
                                BodyHandlers.ofByteArray()));
            }

            assertThat(sent.stream().map(CompletableFuture::join).toList())
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .extracting(answer -> RunningServer.json(answer).get("type").stringValue())
                    .contains("urn:blemish:problem:overloaded");
        }
    }

    @Test
    void requestsThatHaveBegunAreFinishedWhenTheServerStops() throws Exception {
        final RunningServer server =
                new RunningServer(folder, RunningServer.limits(limits(64, Duration.ofSeconds(60))));
        final List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sent.add(server.client()
                    .sendAsync(server.prediction("", TestModels.good()).build(), BodyHandlers.ofByteArray()));
        }
        // The first answer shows that all requests have begun: they were sent at once and wait in one queue.
        CompletableFuture.anyOf(sent.toArray(new CompletableFuture<?>[0])).join();
        server.close();

        assertThat(sent)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }
}
