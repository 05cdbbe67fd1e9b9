package io.blemish.opcua;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which verdicts a client has acknowledged. Safe for use by many threads. */
final class Acknowledgements {
    /** As many are remembered that nobody has waited for: a client may acknowledge all that it missed before they are tried again. */
    private static final int MOST = 100_000;

    private final Set<String> ids = new LinkedHashSet<>();

    /** Notes that a client has a verdict. */
    synchronized void add(final String id) {
        ids.add(id);
        if (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
        notifyAll();
    }

    /**
     * Waits until a client has acknowledged a verdict, which is forgotten then.
     *
     * @return whether one has, within a time
     */
    synchronized boolean await(final String id, final Duration time) throws InterruptedException {
        final long end = System.nanoTime() + time.toNanos();
        long left = time.toMillis();
        while (!ids.remove(id)) {
            if (left <= 0) {
                return false;
            }
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        return true;
    }
}
