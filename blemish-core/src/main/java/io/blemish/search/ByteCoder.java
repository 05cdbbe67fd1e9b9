package io.blemish.search;

/**
 * Writes vectors as whole numbers of one byte: a vector is the mean, plus the numbers times a scale, plus an error whose
 * length is computed with it. Holds the buffers of one thread.
 */
final class ByteCoder {
    /** Added to a small number and taken away again, it leaves the nearest whole one. */
    private static final float ROUNDER = 0x1.8p23f;

    /** Unit roundoff of single precision. */
    private static final double UNIT = 0x1p-24;

    /** Roundings that turn a mean and a number into a value, or a value into a difference, with room to spare. */
    private static final int STEPS = 4;

    private final float[] mean;
    private final float scale;
    private final float most;
    private final float[] vector;
    private final float[] numbers;
    private final float[] restored;
    private final float[] zeros;
    private final double meanLength;
    private final Distance distance;
    private final byte[] code;
    private double square;
    private double error;

    /**
     * Prepares to write.
     *
     * @param mean of the vectors, about
     * @param scale what a number stands for times
     * @param most the largest number, with either sign; what is beyond it is written as it
     */
    ByteCoder(final float[] mean, final float scale, final int most) {
        this.mean = mean;
        this.scale = scale;
        this.most = most;
        this.vector = new float[mean.length];
        this.numbers = new float[mean.length];
        this.restored = new float[mean.length];
        this.zeros = new float[mean.length];
        this.meanLength = Math.sqrt(Distance.squared(mean, 0, zeros));
        this.distance = new Distance(mean.length);
        this.code = new byte[mean.length];
    }

    /**
     * Writes a vector.
     *
     * @param vectors where it stands
     * @param offset of its first value
     */
    void write(final float[] vectors, final int offset) {
        System.arraycopy(vectors, offset, vector, 0, vector.length);
        round();
        for (int d = 0; d < code.length; d++) {
            code[d] = (byte) numbers[d];
        }
        measure();
    }

    /** Over whole arrays, which is what the JIT vectorises. */
    private void round() {
        final float inverse = 1 / scale;
        for (int d = 0; d < numbers.length; d++) {
            final float number = (vector[d] - mean[d]) * inverse;
            numbers[d] = (Math.max(-most, Math.min(most, number)) + ROUNDER) - ROUNDER;
        }
    }

    private void measure() {
        for (int d = 0; d < numbers.length; d++) {
            restored[d] = numbers[d] * scale + mean[d];
        }
        square = squared(numbers, zeros) * scale * scale;
        error = Math.sqrt(squared(vector, restored) * (1 + 2 * Distance.ROUNDING))
                + STEPS * UNIT * (meanLength + Math.sqrt(square));
    }

    private double squared(final float[] a, final float[] b) {
        final double quick = distance.quick(a, b);
        return Double.isNaN(quick) ? Distance.squared(a, 0, b) : quick;
    }

    /** The numbers written last; overwritten by the next. */
    byte[] code() {
        return code;
    }

    /** The squared length of what was written last. */
    double square() {
        return square;
    }

    /** The length of what the writing left out; not a number where a value was not one. */
    double error() {
        return error;
    }
}
