package io.blemish.server.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How fast a body arrives. A body fails if the whole of it takes too long, or if less arrives than any network brings. That is checked
 * whenever a part arrives; a sender that is silent is cut off by the connection's own limit, which is lower while a body arrives.
 */
final class Pace {
    /** A mobile network of years ago sends fifty times as much in a second. */
    private static final long LEAST_BYTES_A_SECOND = 1000;

    /** So long a sender may be slower, and so long it may be silent. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final long begin = System.nanoTime();
    private final Exchange exchange;
    private final Duration limit;
    private final Duration usualSilence;
    private long received;

    /**
     * Begins to measure.
     *
     * @param exchange whose request has the body
     * @param limit how long the body may take to arrive
     */
    Pace(final Exchange exchange, final Duration limit) {
        this.exchange = exchange;
        this.limit = limit;
        this.usualSilence = exchange.allowSilence(silence(limit));
    }

    /** A sixth of the time, but no less than the grace, and no more than at any other time. */
    private static Duration silence(final Duration limit) {
        final long sixth = Math.max(GRACE.toMillis(), limit.toMillis() / 6);
        return Duration.ofMillis(Math.min(limit.toMillis(), Math.min(HttpServer.SILENCE.toMillis(), sixth)));
    }

    /**
     * Checks the pace up to now.
     *
     * @throws IOException with a {@link TimeoutException} as its cause, if the body is too slow
     */
    void check() throws IOException {
        final long time = System.nanoTime() - begin;
        final long least = (time - GRACE.toNanos()) / Duration.ofSeconds(1).toNanos() * LEAST_BYTES_A_SECOND;
        if (time > limit.toNanos() || received < least) {
            throw new IOException(new TimeoutException("the body took too long"));
        }
    }

    /** Notes that so many bytes have arrived. */
    void count(final int bytes) {
        received += bytes;
    }

    /** Notes that the whole body has arrived. */
    void end() {
        exchange.allowSilence(usualSilence);
    }
}
