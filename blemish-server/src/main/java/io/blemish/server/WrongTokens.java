package io.blemish.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows the guessing of tokens down: of each address, some wrong ones are answered at once, and those after them one a second, later
 * and later the more of them wait. Right tokens are never delayed, also not from the same address.
 */
final class WrongTokens {
    private static final Logger LOG = LoggerFactory.getLogger(WrongTokens.class);

    /** A page that has an old token asks for several things at once. */
    private static final int AT_ONCE = 20;

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    /** No longer, because a server that stops waits for its answers. */
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();

    /** Those that are remembered; an attacker with more of them, in IPv6 for one, is slowed down as if they were one. */
    private static final int ADDRESSES = 10_000;

    private static final String ALL_OTHERS = "other addresses";

    private final LongSupplier clock;
    private final Map<String, Sender> senders = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    WrongTokens(final LongSupplier clock) {
        this.clock = clock;
    }

    /** One address. Its debt is how long it would take to answer at the allowed pace what it has sent. */
    private static final class Sender {
        private final AtomicBoolean logged = new AtomicBoolean();
        private long paidAt;

        Sender(final long now) {
            paidAt = now;
        }

        synchronized long delay(final long now) {
            final long begin = paidAt - now < 0 ? now : paidAt;
            final long delay = begin - now - (AT_ONCE - 1) * INTERVAL;
            // What is delayed for longest adds no debt, so that whoever stops is soon free.
            paidAt = delay >= LONGEST ? begin : begin + INTERVAL;
            return Math.min(LONGEST, Math.max(0, delay));
        }

        synchronized boolean isPaid(final long now) {
            return paidAt - now < 0;
        }
    }

    /**
     * Notes a wrong token.
     *
     * @param origin the address that it came from
     * @return how much later it is to be answered
     */
    Duration delay(final String origin) {
        final String address = SenderNetwork.of(origin);
        final long now = clock.getAsLong();
        if (senders.size() >= ADDRESSES) {
            senders.values().removeIf(sender -> sender.isPaid(now));
        }
        final String key = senders.size() < ADDRESSES || senders.containsKey(address) ? address : ALL_OTHERS;
        final Sender sender = senders.computeIfAbsent(key, unknown -> new Sender(now));
        final long delay = sender.delay(now);
        if (delay == 0) {
            sender.logged.set(false);
        } else if (!sender.logged.getAndSet(true)) {
            LOG.warn("Many wrong tokens come from {}: somebody guesses, or a program has an old one.", key);
        }
        return Duration.ofNanos(delay);
    }
}
