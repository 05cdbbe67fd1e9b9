package io.blemish.search;

import io.blemish.parallel.Workers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Searches a bank by passes: as many at once as there are threads, kept with their buffers for the next search. */
final class Passes {
    private final int size;
    private final Workers workers;
    private final Supplier<Pass> maker;
    private final Queue<Pass> idle = new ConcurrentLinkedQueue<>();

    /**
     * Prepares to search.
     *
     * @param size rows of the bank
     * @param workers threads to use
     * @param maker of a pass for one thread
     */
    Passes(final int size, final Workers workers, final Supplier<Pass> maker) {
        this.size = size;
        this.workers = workers;
        this.maker = maker;
    }

    /**
     * Searches.
     *
     * @param queries {@code [count, d]}
     * @param k neighbours of each
     * @param share queries that a pass is given at a time
     */
    Neighbors search(final float[] queries, final int count, final int k, final int share) {
        if (k < 1 || k > size) {
            throw new IllegalArgumentException("cannot find " + k + " neighbours in a bank of " + size);
        }
        final Neighbors neighbors = new Neighbors(k, new int[Math.multiplyExact(count, k)], new float[count * k]);
        workers.forBlocks(count, share, (from, to) -> {
            final Pass kept = idle.poll();
            final Pass pass = kept == null ? maker.get() : kept;
            pass.search(queries, from, to, neighbors);
            idle.add(pass);
        });
        return neighbors;
    }

    /** Lets the buffers go. */
    void clear() {
        idle.clear();
    }
}
