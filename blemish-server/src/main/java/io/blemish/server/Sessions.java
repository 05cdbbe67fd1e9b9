package io.blemish.server;

import io.blemish.artifact.Sha256;
import io.blemish.server.users.Account;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The sessions of users who have signed in, each with a random identifier. They are in memory alone, so that a restart of the server
 * ends them. Only hashes of the identifiers are kept. Safe for use by many threads.
 */
final class Sessions {
    /** A shift and its breaks. */
    static final Duration LONGEST_IDLE = Duration.ofHours(12);

    static final Duration LONGEST = Duration.ofDays(7);

    private static final int ID_BYTES = 32;
    private static final int MOST = 1000;

    /** A person has a few browsers; a program that signs in again and again must not end the sessions of others. */
    private static final int MOST_OF_ONE = 20;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byHash = new HashMap<>();

    /** None yet. */
    Sessions(final InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A session.
     *
     * @param account who signed in, as the account was then
     * @param end when it ends at the latest
     * @param used when it was last used
     */
    record Session(Account account, Instant end, Instant used) {
        boolean isOver(final Instant now) {
            return !now.isBefore(end) || !now.isBefore(used.plus(LONGEST_IDLE));
        }
    }

    /** Begins a session. Returns its identifier. */
    synchronized String begin(final Account account) {
        final Instant now = clock.instant();
        byHash.values().removeIf(session -> session.isOver(now));
        makeRoom(MOST_OF_ONE, session -> session.account().name().equals(account.name()));
        makeRoom(MOST, session -> true);
        final byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        final String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        byHash.put(hash(text), new Session(account, now.plus(LONGEST), now));
        return text;
    }

    /** Ends the session that was used longest ago, if there are as many as may be. */
    private void makeRoom(final int most, final Predicate<Session> counted) {
        final List<Map.Entry<String, Session>> sessions = byHash.entrySet().stream()
                .filter(entry -> counted.test(entry.getValue()))
                .toList();
        if (sessions.size() >= most) {
            sessions.stream()
                    .min(Comparator.comparing(entry -> entry.getValue().used()))
                    .ifPresent(oldest -> byHash.remove(oldest.getKey()));
        }
    }

    /** The session of an identifier; empty if there is none or it is over. */
    synchronized Optional<Session> find(final String id) {
        final Session session = byHash.get(hash(id));
        return Optional.ofNullable(session).filter(found -> !found.isOver(clock.instant()));
    }

    /** Notes that a session is used now. */
    synchronized void use(final String id) {
        byHash.computeIfPresent(
                hash(id), (hash, session) -> new Session(session.account(), session.end(), clock.instant()));
    }

    /** Ends a session, if there is one with this identifier. */
    synchronized void end(final String id) {
        byHash.remove(hash(id));
    }

    private static String hash(final String id) {
        return Sha256.hex(id.getBytes(StandardCharsets.UTF_8));
    }
}
