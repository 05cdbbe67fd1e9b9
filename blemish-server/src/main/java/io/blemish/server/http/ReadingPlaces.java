package io.blemish.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many bodies are read at once. Reading holds a thread, and slow senders must not hold them all: the others are for requests
 * that have no body, such as those for the server's health. One address gets half of the places at most.
 */
final class ReadingPlaces {
    private final int all;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private int sum;

    /**
     * Free places.
     *
     * @param all how many there are
     */
    ReadingPlaces(final int all) {
        this.all = all;
    }

    /** A place that is taken until it is closed, which may happen more than once. */
    final class Place implements AutoCloseable {
        private final String address;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Place(final String address) {
            this.address = address;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                leave(address);
            }
        }
    }

    /**
     * Takes a place.
     *
     * @param address of the sender
     * @throws ProblemException if there is none for it
     */
    synchronized Place take(final String address) {
        if (sum >= all || taken.getOrDefault(address, 0) >= Math.max(1, all / 2)) {
            throw ProblemException.overloaded("As many requests are arriving as can be read at once.");
        }
        sum++;
        taken.merge(address, 1, Integer::sum);
        return new Place(address);
    }

    private synchronized void leave(final String address) {
        sum--;
        taken.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
