package io.blemish.search;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The nearest neighbours by their definition: every distance in double precision, all of them sorted. */
public final class BruteForce {
    private BruteForce() {}

    /** The {@code k} nearest of {@code rows} rows for each of {@code count} queries. */
    public static Neighbors search(
            final float[] bank,
            final int rows,
            final int dimension,
            final float[] queries,
            final int count,
            final int k) {
        final int[] indices = new int[count * k];
        final float[] distances = new float[count * k];
        for (int q = 0; q < count; q++) {
            final double[] squares = new double[rows];
            for (int r = 0; r < rows; r++) {
                squares[r] = squaredDistance(bank, r, queries, q, dimension);
            }
            final int[] nearest = IntStream.range(0, rows)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(r -> squares[r]).thenComparingInt(r -> r))
                    .limit(k)
                    .mapToInt(r -> r)
                    .toArray();
            for (int i = 0; i < k; i++) {
                indices[q * k + i] = nearest[i];
                distances[q * k + i] = (float) Math.sqrt(squares[nearest[i]]);
            }
        }
        return new Neighbors(k, indices, distances);
    }

    private static double squaredDistance(
            final float[] bank, final int row, final float[] queries, final int query, final int dimension) {
        final double[] sums = new double[4];
        for (int d = 0; d < dimension; d++) {
            final double difference = (double) bank[row * dimension + d] - queries[query * dimension + d];
            sums[d < dimension / 4 * 4 ? d % 4 : 0] += difference * difference;
        }
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
}
