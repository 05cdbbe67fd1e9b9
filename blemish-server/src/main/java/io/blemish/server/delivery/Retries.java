package io.blemish.server.delivery;

import java.time.Duration;

/**
 * How often and how long the delivery of a letter is tried.
 *
 * @param first the time before the second attempt; it is doubled before each further one
 * @param longest the longest time between two attempts
 * @param refusals after how many refusals a letter is given up
 * @param patience after what time a letter to a receiver that is away is given up
 */
public record Retries(Duration first, Duration longest, int refusals, Duration patience) {
    /** A receiver may be away over a week-end with a holiday. */
    public static final Retries DEFAULT =
            new Retries(Duration.ofSeconds(1), Duration.ofMinutes(5), 5, Duration.ofDays(4));

    private static final int MOST_DOUBLINGS = 20;

    /** The time before the next attempt, after so many that failed. */
    Duration delay(final int failures) {
        final Duration delay = first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - 1));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
