package io.blemish.backbone.weights;

import java.util.List;

/** An array of floats with a shape, row-major. Not to be changed. */
public final class Tensor {
    private final List<Integer> shape;
    private final float[] values;

    /**
     * Joins values and shape.
     *
     * @param shape the size of each dimension; empty for a single number
     * @param values row-major, as many as the product of the shape; not copied
     * @throws IllegalArgumentException if there are more or fewer values than the shape has
     */
    public Tensor(final List<Integer> shape, final float[] values) {
        long count = 1;
        for (final int size : shape) {
            count = Math.multiplyExact(count, size);
        }
        if (count != values.length) {
            throw new IllegalArgumentException("shape " + shape + " does not have " + values.length + " values");
        }
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** The size of each dimension. */
    public List<Integer> shape() {
        return shape;
    }

    /** The values, row-major; not a copy. */
    public float[] values() {
        return values;
    }
}
