package io.blemish.server;

import io.blemish.artifact.Json;
import io.blemish.prediction.Decision;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Webhook;
import io.blemish.server.history.History;
import io.blemish.server.history.Subscription;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A history in a process of its own that records verdicts and posts them, without the work of judging. Prints what is recorded. */
final class DeliveringProcess {
    private static final Retries RETRIES =
            new Retries(Duration.ofMillis(5), Duration.ofMillis(50), 5, Duration.ofDays(1));

    private DeliveringProcess() {}

    /**
     * Records verdicts, and delivers until the process is killed.
     *
     * @param args the database, the port of the receiver, and how many verdicts to record
     */
    public static void main(final String[] args) throws InterruptedException {
        final VerdictIds ids = new VerdictIds(Clock.systemUTC());
        final Webhook webhook = new Webhook(Receiver.address(Integer.parseInt(args[1])), Optional.empty());
        try (History history = History.inFile(Path.of(args[0]))) {
            history.outbox().subscribe(List.of(new Subscription(Webhook.NAME, EnumSet.allOf(Decision.class))));
            try (Deliveries deliveries =
                    new Deliveries(history.outbox(), webhook, RETRIES, DeliveringProcess::json, taken -> {})) {
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    final Verdict verdict = verdict(ids.next(), i % 2 == 0 ? "plate" : "lid");
                    history.record(List.of(verdict));
                    deliveries.wake();
                    System.out.println(verdict.id());
                }
                System.out.println("all");
                Thread.currentThread().join();
            }
        }
    }

    private static byte[] json(final Verdict verdict) {
        return Json.line(PredictionResponse.of(verdict, false, Optional.empty()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Verdict verdict(final String id, final String model) {
        return new Verdict(
                id,
                model,
                "0123456789ab",
                Optional.empty(),
                1,
                2,
                Optional.empty(),
                3,
                false,
                64,
                64,
                List.of(),
                "00".repeat(32),
                Optional.empty());
    }
}
