package io.blemish.search;

/** Finds the nearest rows of a bank of vectors. Safe for use by many threads. */
public interface NeighborSearch extends AutoCloseable {
    /** {@return the number of rows of the bank} */
    int size();

    /** {@return the number of values of a row or a query} */
    int dimension();

    /**
     * Finds the {@code k} rows nearest to each query by Euclidean distance. Of rows at the same distance, the one with the
     * lowest index comes first.
     *
     * @param queries {@code [count, dimension]}, row by row
     * @param count how many queries
     * @param k neighbours for each, in {@code [1, size]}
     * @return the neighbours of each query, in the order of the queries
     * @throws IllegalArgumentException if {@code k} is out of range
     * @throws io.blemish.BlemishException if a value of a query is not finite
     */
    Neighbors search(float[] queries, int count, int k);

    @Override
    void close();
}
