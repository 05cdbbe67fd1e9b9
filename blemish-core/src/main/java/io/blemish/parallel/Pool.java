package io.blemish.parallel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Objects that one thread uses at a time, such as buffers. One is made when none is idle, and it is kept for the next use,
 * so there are never more than threads that used one at once. Safe for use by many threads.
 *
 * @param <T> the objects
 */
public final class Pool<T> {
    private final Queue<T> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<T> maker;

    /**
     * Makes an empty pool.
     *
     * @param maker makes an object
     */
    public Pool(final Supplier<T> maker) {
        this.maker = maker;
    }

    /**
     * Runs work with an object that no other thread uses meanwhile. An object whose work throws is not used again.
     *
     * @param work what to do with it
     */
    public void use(final Consumer<T> work) {
        final T waiting = idle.poll();
        final T object = waiting == null ? maker.get() : waiting;
        work.accept(object);
        idle.add(object);
    }

    /** Forgets the idle objects, so that their memory can be freed. */
    public void clear() {
        idle.clear();
    }
}
