package io.blemish.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of threads for loops over independent items. Results must not depend on which thread ran an item or on
 * how many there were; every caller in this project writes each item's result to a place of its own.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ForkJoinPool pool;

    /**
     * Starts the threads.
     *
     * @param threads how many threads work at once, the caller not counted, at least 1
     */
    public Workers(final int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        this.threads = threads;
        this.pool = new ForkJoinPool(threads);
    }

    /** {@return workers with as many threads as the machine has processors} */
    public static Workers ofAllProcessors() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    /** {@return the number of threads that work at once} */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code body} once for each item in {@code [0, count)} and returns when all are done. Items are handed out one
     * at a time, so they may differ in cost; make each worth some microseconds.
     *
     * @param count number of items; nothing is run if it is 0
     * @param body the work on one item, whose number it gets; may be called by several threads at once
     * @throws RuntimeException the first exception thrown by {@code body}
     */
    public void forEach(final int count, final IntConsumer body) {
        final int width = Math.min(threads, count);
        if (width <= 1) {
            for (int i = 0; i < count; i++) {
                body.accept(i);
            }
            return;
        }
        final AtomicInteger next = new AtomicInteger();
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        final List<ForkJoinTask<?>> tasks = new ArrayList<>(width);
        for (int t = 0; t < width; t++) {
            tasks.add(pool.submit(() -> {
                try {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        body.accept(i);
                    }
                } catch (final RuntimeException | Error e) {
                    // Kept here as it is: a task that throws would hand out a copy with another message.
                    failure.compareAndSet(null, e);
                    next.set(count);
                }
            }));
        }
        tasks.forEach(ForkJoinTask::join);
        rethrow(failure.get());
    }

    /**
     * Splits {@code [0, total)} into blocks of {@code blockSize} (the last may be shorter) and runs {@code body} once for
     * each.
     *
     * @param total number of items; nothing is run if it is 0
     * @param blockSize number of items of a block, at least 1
     * @param body the work on one block; may be called by several threads at once
     */
    public void forBlocks(final int total, final int blockSize, final BlockConsumer body) {
        final int blocks = (int) (((long) total + blockSize - 1) / blockSize);
        forEach(blocks, b -> {
            final int from = b * blockSize;
            body.accept(from, Math.min(total, from + blockSize));
        });
    }

    private static void rethrow(final @Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** The work on one block of items. */
    @FunctionalInterface
    public interface BlockConsumer {
        /**
         * Works on one block.
         *
         * @param from first item
         * @param to one past the last item
         */
        void accept(int from, int to);
    }
}
