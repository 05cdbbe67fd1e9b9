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
 * @param floats the numbers in which the device computes what the network's graph has as floats: {@link Precision#FLOAT32} or
 *     {@link Precision#BFLOAT16}
 */
public record Execution(int threads, Device device, boolean memoryArena, int batch, Precision floats) {
    /** One picture a run: this is the fastest on processors, because each core takes its own picture. */
    public static final int DEFAULT_BATCH = 1;

    /**
     * Checks the ranges.
     *
     * @param threads number of the processor's threads that one run may use, at least 1
     * @param device the device on which the network runs
     * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next
     * @param batch largest number of pictures of one size that go through the network in one run, at least 1
     * @param floats the numbers in which the device computes what the graph has as floats
     * @throws IllegalArgumentException if threads or batch are less than 1, or the numbers are integers
     */
    public Execution {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, not " + batch);
        }
        if (floats == Precision.INT8) {
            throw new IllegalArgumentException("a graph of floats does not become one of integers while it runs");
        }
    }

    /**
     * Computes in the numbers of the graph.
     *
     * @param threads number of the processor's threads that one run may use, at least 1
     * @param device the device on which the network runs
     * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next
     * @param batch largest number of pictures of one size that go through the network in one run, at least 1
     */
    public Execution(final int threads, final Device device, final boolean memoryArena, final int batch) {
        this(threads, device, memoryArena, batch, Precision.FLOAT32);
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
        return new Execution(value, device, memoryArena, batch, floats);
    }

    /**
     * {@return the same execution with another number of pictures in a run}
     *
     * @param value largest number of pictures of one size that go through the network in one run, at least 1
     */
    public Execution withBatch(final int value) {
        return new Execution(threads, device, memoryArena, value, floats);
    }

    /**
     * {@return the same execution on another device}
     *
     * @param value the device on which the network runs
     */
    Execution withDevice(final Device value) {
        return new Execution(threads, value, memoryArena, batch, floats);
    }

    /**
     * {@return the same execution of a network of some precision} A network of integers has them in its graph; what floats
     * remain there stay floats of 32 bits.
     *
     * @param precision of the network
     */
    public Execution withPrecision(final Precision precision) {
        return new Execution(
                threads,
                device,
                memoryArena,
                batch,
                precision == Precision.BFLOAT16 ? Precision.BFLOAT16 : Precision.FLOAT32);
    }
}
