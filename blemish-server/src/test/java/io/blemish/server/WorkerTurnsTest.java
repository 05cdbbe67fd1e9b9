package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerTurnsTest {
    private final AtomicLong now = new AtomicLong();
    private final WorkerTurns turns = new WorkerTurns(2, Duration.ofSeconds(30), now::get);

    @Test
    void workersAreStuckIfAllAreAtOneTurnForTooLong() throws Exception {
        final ExecutorService workers = Executors.newFixedThreadPool(2);
        final CountDownLatch begun = new CountDownLatch(2);
        final CountDownLatch end = new CountDownLatch(1);
        final Runnable endless = () -> turns.run(() -> {
            begun.countDown();
            await(end);
        });
        final Future<?> first = workers.submit(endless);
        final Future<?> second = workers.submit(endless);
        begun.await();
        assertThat(turns.stuck()).isFalse();

        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(turns.stuck()).isTrue();

        end.countDown();
        first.get();
        second.get();
        assertThat(turns.stuck()).isFalse();
        workers.shutdown();
    }

    @Test
    void aSingleLongTurnDoesNotKeepTheOthersFromWorking() {
        turns.run(() -> {
            now.addAndGet(Duration.ofMinutes(5).toNanos());
            assertThat(turns.stuck()).isFalse();
        });
    }

    @Test
    void aTurnThatTakesTooLongIsInterruptedAndTheNextIsNot() {
        turns.run(() -> {
            turns.interruptLongOnes();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            now.addAndGet(Duration.ofMinutes(5).toNanos());
            turns.interruptLongOnes();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
