package io.blemish.embedding;

import java.io.Serializable;

/**
 * The patches of one picture.
 *
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // Javadoc asks for it
public final class Patches implements Serializable {
    private static final long serialVersionUID = 1;

    private final int height;
    private final int width;
    private final int dimension;
    private final float[] values;

    /**
     * The patches of one picture.
     *
     * @param height of the grid
     * @param width of the grid
     * @param dimension values of each patch
     * @param values patch by patch, row by row of the grid: {@code [height * width, dimension]}; kept, and not to be changed
     */
    public Patches(final int height, final int width, final int dimension, final float[] values) {
        if ((long) height * width * dimension != values.length) {
            throw new IllegalArgumentException("a grid of " + height + "x" + width + " patches of " + dimension
                    + " values does not have " + values.length + " values");
        }
        this.height = height;
        this.width = width;
        this.dimension = dimension;
        this.values = values;
    }

    /** {@return rows of the grid} */
    public int height() {
        return height;
    }

    /** {@return columns of the grid} */
    public int width() {
        return width;
    }

    /** {@return values of each patch} */
    public int dimension() {
        return dimension;
    }

    /** {@return patch by patch, row by row of the grid: {@code [height * width, dimension]}; not to be changed} */
    public float[] values() {
        return values;
    }

    /** {@return how many patches} */
    public int count() {
        return height * width;
    }

    /**
     * {@return the means of the last channels over all patches}
     *
     * @param channels how many, at most the dimension
     */
    public float[] meansOfLast(final int channels) {
        final double[] sums = new double[channels];
        for (int end = dimension; end <= values.length; end += dimension) {
            for (int c = 0; c < channels; c++) {
                sums[c] += values[end - channels + c];
            }
        }
        final float[] means = new float[channels];
        for (int c = 0; c < channels; c++) {
            means[c] = (float) (sums[c] / count());
        }
        return means;
    }

    /** {@return whether every value is a finite number; a damaged network gives others} */
    public boolean finite() {
        // A product with zero is zero for every finite value and NaN for the rest; the sum keeps a NaN.
        float sum = 0;
        for (final float value : values) {
            sum += value * 0f;
        }
        return sum == 0f;
    }
}
