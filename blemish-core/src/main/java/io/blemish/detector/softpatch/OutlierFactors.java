package io.blemish.detector.softpatch;

import io.blemish.array.MatrixProduct;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Comparator;
import java.util.stream.IntStream;

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
                final double[] found = factors(squares(store, pictures, from + i), pictures.length);
                for (int p = 0; p < pictures.length; p++) {
                    factors[p * places + from + i] = (float) found[p];
                }
            });
            progress.report("outlier factors", first + count, places);
        }
        return factors;
    }

    /** The squared distances of all pairs of pictures at a place, {@code [pictures, pictures]}. */
    private static float[] squares(final PatchStore store, final int[] pictures, final int place) {
        final int dimension = store.matrix().columns();
        final float[] rows = centred(store, pictures, place, dimension);
        final double[] lengths = new double[pictures.length];
        for (int p = 0; p < lengths.length; p++) {
            for (int d = 0; d < dimension; d++) {
                lengths[p] += (double) rows[p * dimension + d] * rows[p * dimension + d];
            }
        }
        final float[] squares = new float[Math.multiplyExact(pictures.length, pictures.length)];
        final MatrixProduct product = new MatrixProduct(Math.min(ROWS, pictures.length), pictures.length, dimension);
        product.right().put(0, rows);
        for (int first = 0; first < pictures.length; first += ROWS) {
            final int count = Math.min(ROWS, pictures.length - first);
            product.left().put(0, rows, first * dimension, count * dimension);
            product.multiply(count, pictures.length);
            product.product().get(0, squares, first * pictures.length, count * pictures.length);
        }
        for (int a = 0; a < pictures.length; a++) {
            for (int b = 0; b < pictures.length; b++) {
                final int at = a * pictures.length + b;
                squares[at] = (float) Math.max(0, lengths[a] + lengths[b] - 2 * squares[at]);
            }
        }
        return squares;
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

    /**
     * The factors of points whose distances are known.
     *
     * @param squares of the distances, {@code [count, count]}
     */
    static double[] factors(final float[] squares, final int count) {
        final int each = Math.min(NEIGHBORS, count - 1);
        final int[][] neighbors = new int[count][];
        final double[] reach = new double[count];
        for (int p = 0; p < count; p++) {
            neighbors[p] = nearest(squares, count, p, each);
            reach[p] = Math.sqrt(squares[p * count + neighbors[p][each - 1]]);
        }
        final double[] density = new double[count];
        for (int p = 0; p < count; p++) {
            double sum = 0;
            for (final int other : neighbors[p]) {
                sum += Math.max(reach[other], Math.sqrt(squares[p * count + other]));
            }
            density[p] = 1 / (sum / each + LEAST_DISTANCE);
        }
        final double[] factors = new double[count];
        for (int p = 0; p < count; p++) {
            for (final int other : neighbors[p]) {
                factors[p] += density[other] / density[p] / each;
            }
        }
        return factors;
    }

    private static int[] nearest(final float[] squares, final int count, final int point, final int each) {
        return IntStream.range(0, count)
                .filter(other -> other != point)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> squares[point * count + other]))
                .limit(each)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
