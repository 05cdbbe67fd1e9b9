package io.blemish.search.ivfpq.kmeans;

/** Points in clusters. */
public final class Clusters {
    private final float[] centroids;
    private final int[] nearest;

    /**
     * Takes arrays over.
     *
     * @param centroids {@code [count, width]}
     * @param nearest the centroid of each point, {@code [n]}
     */
    Clusters(final float[] centroids, final int[] nearest) {
        this.centroids = centroids;
        this.nearest = nearest;
    }

    /** The mean of each cluster, {@code [count, width]}, not to be changed. */
    public float[] centroids() {
        return centroids;
    }

    /** The centroid nearest to each point, {@code [n]}, not to be changed. */
    public int[] nearest() {
        return nearest;
    }
}
