package io.blemish.server;

import io.blemish.artifact.Json;
import io.blemish.prediction.Decision;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.delivery.PastVerdicts;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Target;
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

/** A history in a process of its own that records verdicts and delivers them, without the work of judging. Prints what is recorded. */
public final class DeliveringProcess {
    private static final Retries RETRIES =
            new Retries(Duration.ofMillis(5), Duration.ofMillis(50), 5, Duration.ofDays(1));

    private DeliveringProcess() {}

    /**
     * Posts verdicts.
     *
     * @param args as for {@link #deliver}; the receiver is a port
     */
    public static void main(final String[] args) throws InterruptedException {
        deliver(new Webhook(Receiver.address(Integer.parseInt(args[0])), Optional.empty()), args);
    }

    /**
     * Records verdicts, and delivers until the process is killed.
     *
     * @param target gets them
     * @param args the receiver, the database, and how many verdicts to record
     */
    public static void deliver(final Target target, final String[] args) throws InterruptedException {
        final VerdictIds ids = new VerdictIds(Clock.systemUTC());
        try (History history = History.inFile(Path.of(args[1]))) {
            history.outbox().subscribe(List.of(new Subscription(target.name(), EnumSet.allOf(Decision.class))));
            target.open(
                    new PastVerdicts(history, DeliveringProcess::json),
                    Path.of(args[1]).resolveSibling(target.name()));
            try (Deliveries deliveries =
                    new Deliveries(history.outbox(), target, RETRIES, DeliveringProcess::json, taken -> {})) {
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    final Verdict verdict = TestVerdicts.verdict(ids.next(), i % 2 == 0 ? "plate" : "lid");
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
}
