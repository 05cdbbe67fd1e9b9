package io.blemish.embedding;

/**
 * Adaptive average pooling of a vector as torch's {@code adaptive_avg_pool1d} does it: target {@code i} is the mean of
 * the source from {@code floor(i * n / m)} to {@code ceil((i + 1) * n / m)}.
 */
final class AdaptivePooling {
    private final int[] starts;
    private final int[] ends;

    private AdaptivePooling(final int[] starts, final int[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static AdaptivePooling of(final int source, final int target) {
        final int[] starts = new int[target];
        final int[] ends = new int[target];
        for (int i = 0; i < target; i++) {
            starts[i] = (int) ((long) i * source / target);
            ends[i] = (int) (((i + 1L) * source + target - 1) / target);
        }
        return new AdaptivePooling(starts, ends);
    }

    void apply(final float[] source, final int sourceOffset, final float[] target, final int targetOffset) {
        for (int i = 0; i < starts.length; i++) {
            float sum = 0f;
            for (int j = starts[i]; j < ends[i]; j++) {
                sum += source[sourceOffset + j];
            }
            target[targetOffset + i] = sum / (ends[i] - starts[i]);
        }
    }
}
