package io.blemish.search;

/** The nearest neighbours of some queries, nearest first. */
public final class Neighbors {
    private final int k;
    private final int[] indices;
    private final float[] distances;

    /**
     * Takes arrays over.
     *
     * @param k neighbours for each query
     * @param indices rows of the bank, {@code [queries, k]}; kept
     * @param distances their distances, {@code [queries, k]}; kept
     */
    public Neighbors(final int k, final int[] indices, final float[] distances) {
        this.k = k;
        this.indices = indices;
        this.distances = distances;
    }

    /** {@return the number of neighbours of each query} */
    public int k() {
        return k;
    }

    /** {@return the rows of the bank, {@code [queries, k]}; the array itself, not a copy} */
    public int[] indices() {
        return indices;
    }

    /** {@return the Euclidean distances (not squared), {@code [queries, k]}; the array itself, not a copy} */
    public float[] distances() {
        return distances;
    }
}
