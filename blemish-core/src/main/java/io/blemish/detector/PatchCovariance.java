package io.blemish.detector;

import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.array.SymmetricEigen;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/**
 * The mean and the covariance of the patches of many pictures. Products of a few pictures are summed in single precision, and these
 * sums in double precision in the pictures' order, so that the result does not depend on the threads.
 *
 * @param mean of all patches, {@code [d]}
 * @param matrix their covariance, {@code [d, d]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PatchCovariance(double[] mean, double[][] matrix) {
    /** Patches whose products are summed in single precision, and are on the heap for each thread. */
    private static final int PATCHES_AT_ONCE = 4096;

    /** Pictures whose sums are on the heap at a time. */
    private static final int SUMS_AT_ONCE = 256;

    /**
     * Measures the patches of some pictures.
     *
     * @param store of all pictures
     * @param pictures which to take
     * @param workers share the pictures
     * @param progress hears of the stage {@code covariance}
     * @return their mean and covariance
     * @throws BackboneException if a feature is not finite
     */
    public static PatchCovariance of(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final double[] mean = mean(store, pictures, workers);
        final double[][] total = new double[mean.length][mean.length];
        final FloatMatrix patches = store.matrix().blocks(pictures, store.patchesPerPicture());
        final int blocks = (patches.rows() + PATCHES_AT_ONCE - 1) / PATCHES_AT_ONCE;
        final float[][] products = new float[workers.threads()][];
        for (int first = 0; first < blocks; first += products.length) {
            final int from = first;
            final int count = Math.min(products.length, blocks - first);
            workers.forEach(count, i -> products[i] = product(patches, from + i, mean));
            for (int i = 0; i < count; i++) {
                add(total, products[i]);
            }
            progress.report("covariance", from + count, blocks);
        }
        final double share = 1.0 / ((long) pictures.length * store.patchesPerPicture());
        for (final double[] row : total) {
            for (int d = 0; d < row.length; d++) {
                row[d] *= share;
            }
        }
        return new PatchCovariance(mean, total);
    }

    /**
     * Finds the principal axes of the patches.
     *
     * @param progress hears of the stage {@code principal axes}
     * @return the axes, by descending variance
     */
    public SymmetricEigen axes(final Progress progress) {
        return SymmetricEigen.of(matrix, (done, total) -> progress.report("principal axes", done, total));
    }

    /**
     * {@return how many of the largest variances add up to a share of all, at least one}
     *
     * @param variances along the principal axes, descending; what rounding made negative counts as 0
     * @param share above 0 and below 1
     */
    public static int explaining(final double[] variances, final double share) {
        double total = 0;
        for (final double variance : variances) {
            total += Math.max(0, variance);
        }
        double sum = 0;
        int count = 0;
        while (count < variances.length && sum < share * total) {
            sum += Math.max(0, variances[count++]);
        }
        return Math.max(1, count);
    }

    /** {@return the mean in single precision, {@code [1, d]}, as models keep it} */
    public FloatMatrix roundedMean() {
        final float[] rounded = new float[mean.length];
        for (int d = 0; d < mean.length; d++) {
            rounded[d] = (float) mean[d];
        }
        return FloatMatrix.wrap(rounded, 1, mean.length);
    }

    private static double[] mean(final PatchStore store, final int[] pictures, final Workers workers) {
        final double[] mean = new double[store.matrix().columns()];
        final double share = 1.0 / ((long) pictures.length * store.patchesPerPicture());
        for (int first = 0; first < pictures.length; first += SUMS_AT_ONCE) {
            final int from = first;
            final double[][] sums = new double[Math.min(SUMS_AT_ONCE, pictures.length - first)][];
            workers.forEach(sums.length, i -> sums[i] = sums(store, pictures[from + i]));
            for (final double[] sum : sums) {
                for (int d = 0; d < mean.length; d++) {
                    mean[d] += sum[d] * share;
                }
            }
        }
        for (int d = 0; d < mean.length; d++) {
            // Patches are centred by the rounded mean that the model keeps, and so is the covariance.
            mean[d] = (float) mean[d];
        }
        return mean;
    }

    private static double[] sums(final PatchStore store, final int picture) {
        final float[] values = store.picture(picture).values();
        final double[] sums = new double[values.length / store.patchesPerPicture()];
        double check = 0;
        for (int i = 0; i < values.length; i += sums.length) {
            for (int d = 0; d < sums.length; d++) {
                sums[d] += values[i + d];
                check += values[i + d];
            }
        }
        if (!Double.isFinite(check)) {
            throw new BackboneException(
                    ErrorCode.MODEL_NOT_FINITE,
                    "A feature of training picture " + picture
                            + " is not a finite number; check the backbone's weights.");
        }
        return sums;
    }

    /** The products of all pairs of values, summed over the patches of a block: {@code [d * d]}. */
    private static float[] product(final FloatMatrix patches, final int block, final double[] mean) {
        final int dimension = mean.length;
        final int first = block * PATCHES_AT_ONCE;
        final int rows = Math.min(PATCHES_AT_ONCE, patches.rows() - first);
        // A product takes two matrices by their rows, so a row is one value of all patches.
        final float[] columns = new float[dimension * rows];
        final float[] patch = new float[dimension];
        for (int p = 0; p < rows; p++) {
            patches.copyRows(first + p, 1, patch, 0);
            for (int d = 0; d < dimension; d++) {
                columns[d * rows + p] = patch[d] - (float) mean[d];
            }
        }
        final MatrixProduct product = new MatrixProduct(dimension, dimension, rows);
        product.left().put(columns);
        product.right().put(columns);
        product.multiply(dimension, dimension);
        final float[] result = new float[dimension * dimension];
        product.product().get(result);
        return result;
    }

    private static void add(final double[][] total, final float[] product) {
        for (int i = 0; i < total.length; i++) {
            final double[] row = total[i];
            final int from = i * total.length;
            for (int d = 0; d < row.length; d++) {
                row[d] += product[from + d];
            }
        }
    }
}
