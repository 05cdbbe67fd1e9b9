package io.blemish.search.ivfpq.kmeans;

import io.blemish.array.MatrixProduct;
import io.blemish.search.vector.Distance;

/**
 * Finds the nearest of some centroids for each of many vectors. ‖x-c‖² is ‖x‖² plus the score ‖c‖² - 2x·c, and the scores of a
 * block of vectors are one product of matrices. One instance serves one thread.
 */
public final class NearestCentroid {
    private final int block;
    private final int width;
    private final MatrixProduct product;
    private final float[] row;
    private final float[] scores;
    private final float[] minima;
    private int count;

    /**
     * Allocates buffers.
     *
     * @param block how many vectors are compared at once, at most
     * @param most how many centroids there may be
     * @param width values of a vector
     */
    public NearestCentroid(final int block, final int most, final int width) {
        this.block = block;
        this.width = width;
        this.product = new MatrixProduct(block, most, width + 1);
        this.row = new float[width + 1];
        this.scores = new float[block * most];
        this.minima = new float[block];
    }

    /**
     * Replaces the centroids.
     *
     * @param centroids {@code [number, width]}
     * @param number how many
     */
    public void use(final float[] centroids, final int number) {
        count = number;
        for (int c = 0; c < count; c++) {
            System.arraycopy(centroids, c * width, row, 0, width);
            row[width] = Distance.squaredNorm(centroids, c * width, width);
            product.right().put(row);
        }
        product.right().clear();
    }

    /**
     * Scores vectors with every centroid.
     *
     * @param vectors {@code [number, stride]}
     * @param offset the first value of each row to compare
     * @param stride values of each row
     * @param number how many vectors, at most a block
     * @return {@code [number, count]}, overwritten by the next call
     */
    public float[] scores(final float[] vectors, final int offset, final int stride, final int number) {
        row[width] = 1;
        for (int i = 0; i < number; i++) {
            for (int d = 0; d < width; d++) {
                row[d] = -2 * vectors[offset + i * stride + d];
            }
            product.left().put(row);
        }
        product.multiply(number, count);
        product.product().get(scores, 0, number * count);
        product.minima().get(minima, 0, number);
        return scores;
    }

    /**
     * Finds the nearest centroid of each vector, the first of several that are equally near.
     *
     * @param vectors {@code [number, stride]}
     * @param offset the first value of each row to compare
     * @param stride values of each row
     * @param number how many vectors
     * @param nearest receives their centroids
     * @param distances receives the squared distances
     */
    public void find(
            final float[] vectors,
            final int offset,
            final int stride,
            final int number,
            final int[] nearest,
            final float[] distances) {
        for (int done = 0; done < number; done += block) {
            final int take = Math.min(block, number - done);
            scores(vectors, offset + done * stride, stride, take);
            for (int i = 0; i < take; i++) {
                nearest[done + i] = indexOf(minima[i], i * count);
                distances[done + i] =
                        Math.max(0, minima[i] + Distance.squaredNorm(vectors, offset + (done + i) * stride, width));
            }
        }
    }

    /** The first centroid of that score; 0 if there is none, as when numbers overflow. */
    private int indexOf(final float minimum, final int from) {
        for (int c = 0; c < count; c++) {
            if (scores[from + c] == minimum) {
                return c;
            }
        }
        return 0;
    }
}
