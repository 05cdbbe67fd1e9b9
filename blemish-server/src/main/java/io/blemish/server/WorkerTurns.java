package io.blemish.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the workers are at. A worker that has been at one turn far longer than any request waits will not come back soon; if none
 * is left that will, the server cannot answer and must say so, that another one gets the requests.
 */
final class WorkerTurns {
    private final int workers;
    private final long patience;
    private final LongSupplier clock;
    private final Map<Thread, Long> begun = new ConcurrentHashMap<>();

    /**
     * Workers that rest.
     *
     * @param workers how many there are
     * @param patience how long a turn may take
     * @param clock in nanoseconds
     */
    WorkerTurns(final int workers, final Duration patience, final LongSupplier clock) {
        this.workers = workers;
        this.patience = patience.toNanos();
        this.clock = clock;
    }

    /** Runs a turn of the calling thread. */
    void run(final Runnable turn) {
        begun.put(Thread.currentThread(), clock.getAsLong());
        try {
            turn.run();
        } finally {
            end();
        }
    }

    /** An interrupt was meant for this turn, and not for the next. */
    private synchronized void end() {
        begun.remove(Thread.currentThread());
        Thread.interrupted();
    }

    /** Interrupts the turns that take too long, which ends a network that runs. */
    synchronized void interruptLongOnes() {
        final long now = clock.getAsLong();
        begun.forEach((thread, begin) -> {
            if (now - begin > patience) {
                thread.interrupt();
            }
        });
    }

    /** Whether all workers have been at one turn for too long. */
    boolean stuck() {
        final long now = clock.getAsLong();
        return begun.values().stream().filter(begin -> now - begin > patience).count() >= workers;
    }
}
