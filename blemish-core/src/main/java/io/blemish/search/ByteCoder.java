package io.blemish.search;

/**
 * Writes the excerpts of vectors as whole numbers of one byte: an excerpt is the mean, plus the numbers times a scale, plus
 * an error whose length is computed with it. Holds the buffers of one thread.
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
    private final Excerpt.Writer excerpt;
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
     * @param excerpt what is written of a vector
     * @param scale what a number stands for times
     * @param most the largest number, with either sign; what is beyond it is written as it
     */
    ByteCoder(final Excerpt excerpt, final float scale, final int most) {
        this.mean = excerpt.mean();
        this.scale = scale;
        this.most = most;
        this.excerpt = excerpt.new Writer();
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
        excerpt.write(vectors, offset);
        round(excerpt.values());
        for (int d = 0; d < code.length; d++) {
            code[d] = (byte) numbers[d];
        }
        measure(excerpt.values());
    }

    /** Over whole arrays, which is what the JIT vectorises. */
    private void round(final float[] values) {
        final float inverse = 1 / scale;
        for (int d = 0; d < numbers.length; d++) {
            final float number = (values[d] - mean[d]) * inverse;
            numbers[d] = (Math.max(-most, Math.min(most, number)) + ROUNDER) - ROUNDER;
        }
    }

    private void measure(final float[] values) {
        for (int d = 0; d < numbers.length; d++) {
            restored[d] = numbers[d] * scale + mean[d];
        }
        square = distance.about(numbers, zeros) * scale * scale;
        error = excerpt.error()
                + Math.sqrt(distance.about(values, restored) * (1 + 2 * Distance.ROUNDING))
                + STEPS * UNIT * (meanLength + Math.sqrt(square));
    }

    /** The numbers written last; overwritten by the next. */
    byte[] code() {
        return code;
    }

    /** The squared length of the numbers written last, scaled. */
    double square() {
        return square;
    }

    /** The length of what the writing left out of the excerpt; not a number where a value was not one. */
    double error() {
        return error;
    }
}
