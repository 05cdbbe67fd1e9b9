package io.blemish.server.history;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identifiers of verdicts: UUIDs of version 7 (RFC 9562), which sort by time. Those of one process ascend strictly, even if
 * the clock is set back a little. If it is set back by more, it was wrong before, and the right time counts more than the order. The
 * time of a verdict is that of its identifier.
 */
public final class VerdictIds {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** How many identifiers a millisecond has: there are 12 bits between the time and the random part. */
    private static final int PER_MILLISECOND = 1 << 12;

    /** A clock that is kept right is set back by less. */
    private static final long SET_BACK_MILLISECONDS = 60_000;

    private static final int TIME_SHIFT = 16;
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long time;
    private int sequence;

    /**
     * Makes identifiers.
     *
     * @param clock the wall clock
     */
    public VerdictIds(final Clock clock) {
        this.clock = clock;
    }

    /** A new identifier, which is greater than all before it. */
    public synchronized String next() {
        final long now = clock.millis();
        if (now > time || now < time - SET_BACK_MILLISECONDS) {
            time = now;
            sequence = 0;
        } else if (++sequence == PER_MILLISECOND) {
            time++;
            sequence = 0;
        }
        return new UUID((time << TIME_SHIFT) | VERSION | sequence, VARIANT | (random.nextLong() & RANDOM_BITS))
                .toString();
    }

    /** Whether a text has the form of an identifier. */
    public static boolean is(final String text) {
        return FORM.matcher(text).matches();
    }

    /** The time of an identifier, to the millisecond. */
    public static Instant time(final String id) {
        return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> TIME_SHIFT);
    }

    /** A text that sorts after all identifiers before a time, and before all others. */
    static String lowest(final Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << TIME_SHIFT, 0).toString();
    }
}
