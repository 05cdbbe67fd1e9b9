package io.blemish.search.vector;

import io.blemish.BlemishException;
import io.blemish.array.FiniteRows;
import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import java.util.Arrays;

/** Computes the coordinates of vectors along principal axes. One instance serves one thread. */
public final class Rotation {
    private final int dimension;
    private final int width;
    private final float[] mean;
    private final float[] centred;
    private final MatrixProduct product;

    /**
     * Allocates buffers.
     *
     * @param axes to rotate to
     * @param block how many vectors are rotated at once, at most
     */
    public Rotation(final PrincipalAxes axes, final int block) {
        this.dimension = axes.dimension();
        this.width = axes.count();
        this.mean = axes.mean().row(0);
        this.centred = new float[dimension];
        this.product = new MatrixProduct(block, width, dimension);
        for (int a = 0; a < width; a++) {
            product.right().put(axes.axes().row(a));
        }
    }

    /** How many axes there are. */
    public int width() {
        return width;
    }

    /**
     * Rotates vectors. A vector so large that its coordinates overflow counts as the mean.
     *
     * @param vectors {@code [count, d]} from row {@code first}
     * @param coordinates receives {@code [count, width]}
     * @throws BlemishException if a value is not finite
     */
    public void rotate(final float[] vectors, final int first, final int count, final float[] coordinates) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(vectors, (first + i) * dimension, centred, 0, dimension);
            for (int d = 0; d < dimension; d++) {
                centred[d] -= mean[d];
            }
            product.left().put(centred);
        }
        product.multiply(count, width);
        product.product().get(coordinates, 0, count * width);
        for (int i = 0; i < count; i++) {
            if (!finite(coordinates, i * width, width)) {
                FiniteRows.require(vectors, first + i, dimension, first + i);
                Arrays.fill(coordinates, i * width, (i + 1) * width, 0);
            }
        }
    }

    /**
     * Rotates rows of a matrix.
     *
     * @param coordinates receives {@code [count, width]}
     * @throws BlemishException if a value is not finite
     */
    public void rotate(final FloatMatrix matrix, final int first, final int count, final float[] coordinates) {
        final float[] vectors = new float[count * dimension];
        matrix.copyRows(first, count, vectors, 0);
        rotate(vectors, 0, count, coordinates);
    }

    /** One value that is not finite makes all coordinates so. */
    private static boolean finite(final float[] values, final int from, final int count) {
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
