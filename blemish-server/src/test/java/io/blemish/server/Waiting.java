package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread does. */
public final class Waiting {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private Waiting() {}

    /** Waits until something is so, and fails if that takes far too long. */
    public static void until(final String what, final Callable<Boolean> condition) throws Exception {
        until(what, LIMIT, condition);
    }

    /** Waits until something is so, and fails if that takes longer than a limit. */
    static void until(final String what, final Duration limit, final Callable<Boolean> condition) throws Exception {
        final long end = System.nanoTime() + limit.toNanos();
        boolean is = condition.call();
        while (!is && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            is = condition.call();
        }
        assertThat(is).as(what).isTrue();
    }
}
