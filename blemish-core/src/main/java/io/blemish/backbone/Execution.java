package io.blemish.backbone;

/**
 * How ONNX Runtime is to run a network. On the processor the feature maps do not depend on threads, memory arena or batch
 * (tested).
 *
 * @param threads how many of the processor's threads one run may use, at least 1; many runs at once each use that many
 * @param device on which it runs
 * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next: faster, but the
 *     process keeps as much memory as its largest runs took
 * @param batch how many pictures of one size go through the network in one run if so many are available, at least 1
 */
public record Execution(int threads, Device device, boolean memoryArena, int batch) {
    /** One picture a run: this is the fastest on processors, because each core takes its own picture. */
    public static final int DEFAULT_BATCH = 1;

    /**
     * Checks the ranges.
     *
     * @param threads number of the processor's threads that one run may use, at least 1
     * @param device the device on which the network runs
     * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next
     * @param batch largest number of pictures of one size that go through the network in one run, at least 1
     * @throws IllegalArgumentException if threads or batch are less than 1
     */
    public Execution {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, not " + batch);
        }
    }

    /**
     * Runs one picture at a time.
     *
     * @param threads number of the processor's threads that one run may use, at least 1
     * @param device the device on which the network runs
     * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next
     */
    public Execution(final int threads, final Device device, final boolean memoryArena) {
        this(threads, device, memoryArena, DEFAULT_BATCH);
    }

    /**
     * {@return an execution of one picture at a time on the processor, with the memory arena}
     *
     * @param threads number of the processor's threads that one run may use, at least 1
     */
    public static Execution cpu(final int threads) {
        return new Execution(threads, Device.CPU, true);
    }

    /**
     * {@return the same execution with another number of threads}
     *
     * @param value number of the processor's threads that one run may use, at least 1
     */
    public Execution withThreads(final int value) {
        return new Execution(value, device, memoryArena, batch);
    }

    /**
     * {@return the same execution with another number of pictures in a run}
     *
     * @param value largest number of pictures of one size that go through the network in one run, at least 1
     */
    public Execution withBatch(final int value) {
        return new Execution(threads, device, memoryArena, value);
    }
}
