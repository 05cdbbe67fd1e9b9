package io.blemish.backbone;

/**
 * How ONNX Runtime is to run a network. No value depends on threads, memory arena or batch on the processor (tested).
 *
 * @param threads how many of the processor's threads one run may use; many runs at once each use that many
 * @param device what to run it on
 * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next: faster, but the
 *     process keeps as much as its largest runs took
 * @param batch how many pictures of one size go through the network in one run, where several are at hand
 */
public record Execution(int threads, Device device, boolean memoryArena, int batch) {
    /** One picture, one run: the fastest on processors, where each core takes its own picture. */
    public static final int DEFAULT_BATCH = 1;

    /** Checks the ranges. */
    public Execution {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, not " + batch);
        }
    }

    /** One picture, one run. */
    public Execution(final int threads, final Device device, final boolean memoryArena) {
        this(threads, device, memoryArena, DEFAULT_BATCH);
    }

    /** On the processor, with the arena, one picture a run. */
    public static Execution cpu(final int threads) {
        return new Execution(threads, Device.CPU, true);
    }

    /** The same with another number of threads. */
    public Execution withThreads(final int value) {
        return new Execution(value, device, memoryArena, batch);
    }

    /** The same with other batches. */
    public Execution withBatch(final int value) {
        return new Execution(threads, device, memoryArena, value);
    }
}
