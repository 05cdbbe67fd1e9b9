package io.blemish.embedding;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;

/**
 * A seeded Gaussian random projection ψ to few dimensions, which keeps distances nearly as they are (Johnson and
 * Lindenstrauss; Roth et al., section 3.2). The products are summed in double and rounded once, so the result is the same
 * on every machine and equals a double-precision reference to the last bit but for rounding ties.
 *
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // Javadoc asks for it
public final class RandomProjection implements Serializable {
    private static final long serialVersionUID = 1;

    /** The paper's number of dimensions. */
    public static final int DEFAULT_DIMENSION = 128;

    /** Source values that are multiplied in one pass over the target, so that each target value is loaded once for four. */
    private static final int UNROLL = 4;

    private final int source;
    private final int target;
    private final float[] matrix;
    private final double[] wide;

    private RandomProjection(final int source, final int target, final float[] matrix) {
        this.source = source;
        this.target = target;
        this.matrix = matrix;
        this.wide = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            wide[i] = matrix[i];
        }
    }

    /**
     * Draws a matrix: independent normal values of variance {@code 1 / target}, row by row, from {@link Random}, whose
     * sequence the Java platform fixes.
     *
     * @param source dimension of a patch
     * @param target dimension after projection
     * @param seed of the drawing
     * @return the projection; the same arguments give the same one
     */
    public static RandomProjection gaussian(final int source, final int target, final long seed) {
        final Random random = new Random(seed);
        final double deviation = 1 / Math.sqrt(target);
        final float[] matrix = new float[Math.multiplyExact(source, target)];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) (random.nextGaussian() * deviation);
        }
        return new RandomProjection(source, target, matrix);
    }

    /** {@return dimension after projection} */
    public int dimension() {
        return target;
    }

    /** {@return the matrix, {@code [source, target]}, copied} */
    public float[] matrix() {
        return matrix.clone();
    }

    /**
     * Projects patches.
     *
     * @param patches {@code [count, source]}
     * @param count how many
     * @return {@code [count, target]}
     */
    public float[] apply(final float[] patches, final int count) {
        final float[] projected = new float[Math.multiplyExact(count, target)];
        final double[] sums = new double[target];
        for (int p = 0; p < count; p++) {
            Arrays.fill(sums, 0);
            accumulate(patches, p * source, sums);
            for (int j = 0; j < target; j++) {
                projected[p * target + j] = (float) sums[j];
            }
        }
        return projected;
    }

    private void accumulate(final float[] patches, final int offset, final double[] sums) {
        int k = 0;
        for (; k + UNROLL <= source; k += UNROLL) {
            addFour(patches, offset + k, k * target, sums);
        }
        for (; k < source; k++) {
            final double value = patches[offset + k];
            for (int j = 0; j < target; j++) {
                sums[j] += value * wide[k * target + j];
            }
        }
    }

    private void addFour(final float[] patches, final int offset, final int row, final double[] sums) {
        final double a = patches[offset];
        final double b = patches[offset + 1];
        final double c = patches[offset + 2];
        final double d = patches[offset + 3];
        final int rowB = row + target;
        final int rowC = rowB + target;
        final int rowD = rowC + target;
        for (int j = 0; j < sums.length; j++) {
            sums[j] += a * wide[row + j] + b * wide[rowB + j] + c * wide[rowC + j] + d * wide[rowD + j];
        }
    }
}
