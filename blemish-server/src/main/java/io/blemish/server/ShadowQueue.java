package io.blemish.server;

import io.blemish.server.models.ModelName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures that wait for a shadow, and the one worker that takes them, one after another and only while a worker of the
 * requests is free. Pictures that find no room are missed: whoever sent them never waits for a shadow.
 */
final class ShadowQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowQueue.class);

    /** Enough for a burst; a longer queue would only tell later that the shadow cannot follow. */
    static final int CAPACITY = 64;

    /** What the pictures of a burst may take of the heap. */
    static final long MAX_BYTES = 64 << 20;

    private final Predicate<ModelName> shadowed;
    private final Consumer<ShadowPicture> judge;
    private final Turn turn;
    private final ShadowMetrics metrics;
    private final Thread worker = new Thread(this::run, "shadow");

    /** The first is the one that is being judged. Guarded by its own lock. */
    private final Deque<ShadowPicture> waiting = new ArrayDeque<>();

    private volatile boolean closed;

    /** Waits until it is the worker's turn. */
    @FunctionalInterface
    interface Turn {
        void await() throws InterruptedException;
    }

    /**
     * An empty queue.
     *
     * @param shadowed whether a model has a shadow
     * @param judge judges a picture; called by one thread
     * @param turn is waited for before each picture
     */
    ShadowQueue(
            final Predicate<ModelName> shadowed,
            final Consumer<ShadowPicture> judge,
            final Turn turn,
            final ShadowMetrics metrics) {
        this.shadowed = shadowed;
        this.judge = judge;
        this.turn = turn;
        this.metrics = metrics;
        metrics.queue(this::length);
        worker.start();
    }

    /** Has a picture judged later if its model has a shadow and there is room; returns at once. */
    void offer(final ShadowPicture picture) {
        if (!shadowed.test(picture.model())) {
            return;
        }
        metrics.begin(picture.model().text());
        synchronized (waiting) {
            if (!closed && waiting.size() < CAPACITY && bytes() + picture.bytes() <= MAX_BYTES) {
                waiting.add(picture);
                waiting.notifyAll();
                return;
            }
        }
        metrics.missed(picture.model().text());
    }

    private long bytes() {
        return waiting.stream().mapToLong(ShadowPicture::bytes).sum();
    }

    private int length() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** How many pictures of a model wait or are being judged. */
    long waiting(final ModelName model) {
        synchronized (waiting) {
            return waiting.stream()
                    .filter(picture -> picture.model().equals(model))
                    .count();
        }
    }

    private void run() {
        try {
            while (!closed) {
                final ShadowPicture picture = first();
                turn.await();
                try {
                    judge.accept(picture);
                } catch (final RuntimeException | Error e) {
                    LOG.error("A shadow failed.", e);
                } finally {
                    remove();
                }
            }
        } catch (final InterruptedException e) {
            // Only close() interrupts this thread.
            closed = true;
        }
    }

    private ShadowPicture first() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                waiting.wait();
            }
            return waiting.getFirst();
        }
    }

    private void remove() {
        synchronized (waiting) {
            waiting.removeFirst();
        }
    }

    /** Ends the picture that is being judged without a verdict, and forgets those that wait. */
    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        try {
            worker.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
