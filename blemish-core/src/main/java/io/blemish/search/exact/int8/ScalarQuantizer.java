package io.blemish.search.exact.int8;

import io.blemish.search.vector.Distance;

/**
 * Writes the selected dimensions of vectors as whole numbers of one byte: the values are their mean, plus the numbers times a
 * scale, plus an error whose length is computed with them. Holds the buffers of one thread.
 */
final class ScalarQuantizer {
    /** When this is added to a small number and taken away again, the nearest whole number is left. */
    private static final float ROUNDER = 0x1.8p23f;

    /** Unit roundoff of single precision. */
    private static final double UNIT = 0x1p-24;

    /** An upper limit of the roundings that turn a mean and a number into a value, and a value into a difference. */
    private static final int STEPS = 4;

    private final float[] mean;
    private final float scale;
    private final float largest;
    private final SelectedDimensions.Selector selector;
    private final float[] numbers;
    private final float[] restored;
    private final float[] zeros;
    private final double meanNorm;
    private final Distance distance;
    private final byte[] code;
    private double squaredNorm;
    private double error;

    /**
     * Prepares to write.
     *
     * @param dimensions which are written
     * @param scale the difference of values that two neighbouring numbers stand for
     * @param largest number, with either sign; larger ones are replaced by it
     */
    ScalarQuantizer(final SelectedDimensions dimensions, final float scale, final int largest) {
        this.mean = dimensions.mean();
        this.scale = scale;
        this.largest = largest;
        this.selector = dimensions.new Selector();
        this.numbers = new float[mean.length];
        this.restored = new float[mean.length];
        this.zeros = new float[mean.length];
        this.meanNorm = Math.sqrt(Distance.squared(mean, 0, zeros));
        this.distance = new Distance(mean.length);
        this.code = new byte[mean.length];
    }

    /** Writes the vector that begins at {@code offset}. */
    void quantize(final float[] vectors, final int offset) {
        selector.select(vectors, offset);
        round(selector.values());
        for (int d = 0; d < code.length; d++) {
            code[d] = (byte) numbers[d];
        }
        measure(selector.values());
    }

    /** Loops over whole arrays, which the JIT vectorises. */
    private void round(final float[] values) {
        final float inverse = 1 / scale;
        for (int d = 0; d < numbers.length; d++) {
            final float number = (values[d] - mean[d]) * inverse;
            numbers[d] = (Math.max(-largest, Math.min(largest, number)) + ROUNDER) - ROUNDER;
        }
    }

    private void measure(final float[] values) {
        for (int d = 0; d < numbers.length; d++) {
            restored[d] = numbers[d] * scale + mean[d];
        }
        squaredNorm = distance.approximate(numbers, zeros) * scale * scale;
        error = selector.error()
                + Math.sqrt(distance.approximate(values, restored) * (1 + 2 * Distance.ROUNDING))
                + STEPS * UNIT * (meanNorm + Math.sqrt(squaredNorm));
    }

    /** The numbers written last, overwritten by the next. */
    byte[] code() {
        return code;
    }

    /** The squared norm of the numbers written last, times the scale. */
    double squaredNorm() {
        return squaredNorm;
    }

    /** The norm of the error of the numbers written last; not a number if a value was not one. */
    double error() {
        return error;
    }
}
