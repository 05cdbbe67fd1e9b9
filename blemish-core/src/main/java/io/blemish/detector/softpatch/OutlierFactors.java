package io.blemish.detector.softpatch;

import io.blemish.array.MatrixProduct;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/**
 * How much each patch stands out among the patches of the same place in all pictures: the local outlier factor of Breunig, Kriegel,
 * Ng and Sander (2000), the density around its nearest neighbours over the density around itself. About 1 is usual.
 */
final class OutlierFactors {
    /** The neighbours that the authors of SoftPatch look at. */
    private static final int NEIGHBORS = 6;

    /** Equal patches are as dense as this allows, as in scikit-learn. */
    private static final double LEAST_DISTANCE = 1e-10;

    /** Pictures whose distances to all others are computed at a time. */
    private static final int ROWS = 256;

    private OutlierFactors() {}

    /**
     * Measures the patches of some pictures.
     *
     * @param pictures slots of the store, at least two
     * @return the factors, {@code [pictures, patchesPerPicture]}
     */
    static float[] of(final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final int places = store.patchesPerPicture();
        final float[] factors = new float[Math.multiplyExact(pictures.length, places)];
        final int threads = workers.threads();
        for (int first = 0; first < places; first += threads) {
            final int from = first;
            final int count = Math.min(threads, places - first);
            workers.forEach(count, i -> {
                final double[] found = factors(nearest(store, pictures, from + i));
                for (int p = 0; p < pictures.length; p++) {
                    factors[p * places + from + i] = (float) found[p];
                }
            });
            progress.report("outlier factors", first + count, places);
        }
        return factors;
    }

    /** The nearest pictures of each at a place. */
    private static Neighbors nearest(final PatchStore store, final int[] pictures, final int place) {
        final int dimension = store.matrix().columns();
        final float[] rows = centred(store, pictures, place, dimension);
        final double[] lengths = new double[pictures.length];
        for (int p = 0; p < lengths.length; p++) {
            for (int d = 0; d < dimension; d++) {
                lengths[p] += (double) rows[p * dimension + d] * rows[p * dimension + d];
            }
        }
        final Neighbors neighbors = new Neighbors(pictures.length, Math.min(NEIGHBORS, pictures.length - 1));
        final MatrixProduct product = new MatrixProduct(Math.min(ROWS, pictures.length), pictures.length, dimension);
        final float[] products = new float[Math.multiplyExact(Math.min(ROWS, pictures.length), pictures.length)];
        product.right().put(0, rows);
        for (int first = 0; first < pictures.length; first += ROWS) {
            final int count = Math.min(ROWS, pictures.length - first);
            product.left().put(0, rows, first * dimension, count * dimension);
            product.multiply(count, pictures.length);
            product.product().get(0, products, 0, count * pictures.length);
            for (int i = 0; i < count; i++) {
                for (int b = 0; b < pictures.length; b++) {
                    final double square = lengths[first + i] + lengths[b] - 2 * products[i * pictures.length + b];
                    neighbors.offer(first + i, b, (float) Math.max(0, square));
                }
            }
        }
        return neighbors;
    }

    /** Without their mean the patches are short, and so the difference that gives a distance loses few digits. */
    private static float[] centred(final PatchStore store, final int[] pictures, final int place, final int dimension) {
        final float[] rows = new float[Math.multiplyExact(pictures.length, dimension)];
        final double[] mean = new double[dimension];
        for (int p = 0; p < pictures.length; p++) {
            store.matrix().copyRows(pictures[p] * store.patchesPerPicture() + place, 1, rows, p * dimension);
            for (int d = 0; d < dimension; d++) {
                mean[d] += (double) rows[p * dimension + d] / pictures.length;
            }
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (rows[i] - mean[i % dimension]);
        }
        return rows;
    }

    private static double[] factors(final Neighbors neighbors) {
        final int count = neighbors.count();
        final int each = neighbors.each();
        final double[] density = new double[count];
        for (int p = 0; p < count; p++) {
            double sum = 0;
            for (int rank = 0; rank < each; rank++) {
                sum += Math.max(neighbors.reach(neighbors.other(p, rank)), neighbors.distance(p, rank));
            }
            density[p] = 1 / (sum / each + LEAST_DISTANCE);
        }
        final double[] factors = new double[count];
        for (int p = 0; p < count; p++) {
            for (int rank = 0; rank < each; rank++) {
                factors[p] += density[neighbors.other(p, rank)] / density[p] / each;
            }
        }
        return factors;
    }
}
