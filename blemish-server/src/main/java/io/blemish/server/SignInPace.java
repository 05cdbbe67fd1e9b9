package io.blemish.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Slows the guessing of passwords down. Of a name and of an address some sign-ins may fail at once, and then one in an interval; what
 * comes sooner is refused before its password is looked at, so that many guesses at a time gain nothing. A sign-in that succeeds costs
 * nothing. A user can sign in all the while from an address where that user has signed in before: there the guesses of others do not count.
 * An address of IPv6 counts as its network, see {@link SenderNetwork}. Unlike the delay of wrong tokens, which cannot be guessed, this refuses right passwords too. Safe for use by many threads.
 */
final class SignInPace {
    private static final int NAME_AT_ONCE = 5;

    /** 8,640 guesses a day, of which none finds a password of twelve characters. */
    private static final long NAME_INTERVAL = Duration.ofSeconds(10).toNanos();

    /** Those who share an address behind a proxy also share this. */
    private static final int ADDRESS_AT_ONCE = 20;

    private static final long ADDRESS_INTERVAL = Duration.ofSeconds(1).toNanos();

    /** Those that are remembered of each kind. Those beyond are slowed down as if they were one. */
    private static final int MOST = 10_000;

    private static final String ALL_OTHERS = "";

    private final LongSupplier clock;

    /** Until when each one's failures are worked off, in terms of the clock. */
    private final Map<String, Long> paid = new HashMap<>();

    /** The names with the addresses that they have signed in from, the one used longest ago first. */
    private final Map<Key, Boolean> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Nobody has tried yet.
     *
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    SignInPace(final LongSupplier clock) {
        this.clock = clock;
    }

    private record Key(String name, String address) {}

    /**
     * Begins an attempt, which counts as failed until it succeeds.
     *
     * @return how long to wait instead, if too many have failed
     */
    synchronized Optional<Duration> begin(final String name, final String sender) {
        final String address = SenderNetwork.of(sender);
        final Optional<Duration> wait = take("address " + address, ADDRESS_AT_ONCE, ADDRESS_INTERVAL);
        if (wait.isPresent()) {
            return wait;
        }
        final Optional<Duration> waitOfName = take(nameKey(name, address), NAME_AT_ONCE, NAME_INTERVAL);
        if (waitOfName.isPresent()) {
            giveBack("address " + address, ADDRESS_INTERVAL);
        }
        return waitOfName;
    }

    /**
     * Begins an attempt of somebody whose name only a provider will tell. It counts as failed until it is taken back.
     *
     * @return how long to wait instead, if too many have failed
     */
    synchronized Optional<Duration> begin(final String sender) {
        return take("address " + SenderNetwork.of(sender), ADDRESS_AT_ONCE, ADDRESS_INTERVAL);
    }

    /** Takes an attempt of nobody by name back, because it did not fail. */
    synchronized void takeBack(final String sender) {
        giveBack("address " + SenderNetwork.of(sender), ADDRESS_INTERVAL);
    }

    /** Takes an attempt that has begun back, because the password was not looked at. */
    synchronized void takeBack(final String name, final String sender) {
        final String address = SenderNetwork.of(sender);
        giveBack("address " + address, ADDRESS_INTERVAL);
        giveBack(nameKey(name, address), NAME_INTERVAL);
    }

    /** Notes that an attempt that has begun succeeded. */
    synchronized void succeed(final String name, final String sender) {
        takeBack(name, sender);
        final String address = SenderNetwork.of(sender);
        known.put(new Key(name, address), true);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private String nameKey(final String name, final String address) {
        return known.containsKey(new Key(name, address)) ? "name " + name + " at " + address : "name " + name;
    }

    private Optional<Duration> take(final String wanted, final int atOnce, final long interval) {
        final long now = clock.getAsLong();
        if (paid.size() >= MOST) {
            paid.values().removeIf(until -> until - now <= 0);
        }
        final String key = paid.size() < MOST || paid.containsKey(wanted) ? wanted : ALL_OTHERS;
        final long until = paid.getOrDefault(key, now);
        final long begin = until - now < 0 ? now : until;
        final long wait = begin - now - (atOnce - 1) * interval;
        if (wait > 0) {
            return Optional.of(Duration.ofNanos(wait));
        }
        paid.put(key, begin + interval);
        return Optional.empty();
    }

    private void giveBack(final String key, final long interval) {
        paid.computeIfPresent(key, (same, until) -> until - interval);
    }
}
