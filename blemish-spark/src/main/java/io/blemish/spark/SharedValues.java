package io.blemish.spark;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What this JVM has of a kind, one for each name, however many tasks use it. The latest version of each stays open between tasks;
 * an earlier one is closed by whoever gives it back last. Safe for use by many threads.
 *
 * @param <T> what is shared
 */
final class SharedValues<T extends AutoCloseable> {
    private final ConcurrentMap<String, Shared<T>> latest = new ConcurrentHashMap<>();

    /**
     * Borrows the latest version. Tasks that ask for the same name meanwhile wait until it is made.
     *
     * @param name of the value
     * @param version that is wanted; another one that is there is replaced
     * @param make makes that version
     */
    Shared<T> borrow(final String name, final Object version, final Supplier<T> make) {
        // Within, because a task that asks for another version right afterwards gives this one back.
        return latest.compute(name, (key, known) -> {
            if (known != null && known.version().equals(version)) {
                return known.borrowed();
            }
            final Shared<T> made = new Shared<>(version, make.get());
            if (known != null) {
                known.giveBack();
            }
            return made.borrowed();
        });
    }

    /** Borrows whatever version was made last; empty if there is none. */
    Optional<Shared<T>> borrowLatest(final String name) {
        return Optional.ofNullable(latest.computeIfPresent(name, (key, known) -> known.borrowed()));
    }

    /** Forgets a value, which is closed once nobody uses it. */
    void forget(final String name) {
        final Shared<T> known = latest.remove(name);
        if (known != null) {
            known.giveBack();
        }
    }

    /** How many values are kept. */
    int size() {
        return latest.size();
    }
}
