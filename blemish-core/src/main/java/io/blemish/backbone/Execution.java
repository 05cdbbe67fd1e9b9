package io.blemish.backbone;

/**
 * How ONNX Runtime is to run a network.
 *
 * @param threads how many of the processor's threads one run may use; many runs at once each use that many
 * @param device what to run it on
 * @param memoryArena whether the processor's memory for feature maps is kept from one run to the next: faster, but the
 *     process keeps as much as its largest runs took. No value depends on it
 */
public record Execution(int threads, Device device, boolean memoryArena) {
    /** Checks the range. */
    public Execution {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
    }

    /** On the processor, with the arena. */
    public static Execution cpu(final int threads) {
        return new Execution(threads, Device.CPU, true);
    }

    /** The same with another number of threads. */
    public Execution withThreads(final int value) {
        return new Execution(value, device, memoryArena);
    }
}
