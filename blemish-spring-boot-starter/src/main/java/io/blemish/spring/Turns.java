package io.blemish.spring;

import io.blemish.spring.InspectionRefusedException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who may judge a picture now: so many at once, in the order in which they came, and so many wait. */
final class Turns {
    private final Semaphore places;
    private final Semaphore atOnce;
    private final int queue;
    private final Duration deadline;

    Turns(final int atOnce, final int queue, final Duration deadline) {
        this.places = new Semaphore(atOnce + queue);
        this.atOnce = new Semaphore(atOnce, true);
        this.queue = queue;
        this.deadline = deadline;
    }

    /**
     * Waits for a turn, which {@link #end} ends.
     *
     * @throws InspectionRefusedException if too many wait, or the deadline passes
     */
    void take() {
        if (!places.tryAcquire()) {
            throw new InspectionRefusedException(
                    Reason.OVERLOADED, "As many pictures are waiting as may. Try again in a moment.");
        }
        boolean taken = false;
        try {
            taken = atOnce.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InspectionRefusedException(Reason.STOPPED, "The wait for a turn was interrupted.");
        } finally {
            if (!taken) {
                places.release();
            }
        }
        if (!taken) {
            throw new InspectionRefusedException(
                    Reason.DEADLINE, "The picture had no turn before its deadline. Try again in a moment.");
        }
    }

    void end() {
        atOnce.release();
        places.release();
    }

    /** How many wait. */
    int waiting() {
        return atOnce.getQueueLength();
    }

    /** How many may wait. */
    int queue() {
        return queue;
    }
}
