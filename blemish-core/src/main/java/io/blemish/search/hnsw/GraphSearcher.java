package io.blemish.search.hnsw;

import io.blemish.array.FloatMatrix;
import io.blemish.search.vector.CandidateQueue;
import io.blemish.search.vector.ScoredRow;
import io.blemish.search.vector.TopK;

/**
 * Searches a graph for the rows near a point (Malkov and Yashunin, 2018, algorithms 2 and 5): greedily through the higher
 * layers, then on a layer from the nearest candidate to its neighbours until no nearer one is left. One instance serves one
 * thread.
 */
final class GraphSearcher {
    private final FloatMatrix coordinates;
    private final int[] visited;
    private int searches;
    private final float[] row;
    private final int[] neighbors;
    private final CandidateQueue candidates = new CandidateQueue();

    /**
     * Allocates buffers.
     *
     * @param coordinates of all rows, {@code [n, axes]}
     * @param most how many neighbours a row has at most
     */
    GraphSearcher(final FloatMatrix coordinates, final int most) {
        this.coordinates = coordinates;
        this.visited = new int[coordinates.rows()];
        this.row = new float[coordinates.columns()];
        this.neighbors = new int[most];
    }

    /**
     * Goes from the entry point to nearer neighbours, layer by layer.
     *
     * @param point its coordinates
     * @param to the lowest layer to search
     * @return the nearest row that was met, as a {@link ScoredRow} of its squared distance
     */
    long descend(final HnswGraph graph, final float[] point, final int to) {
        long nearest = scored(point, graph.entryPoint());
        for (int layer = graph.layers() - 1; layer >= to; layer--) {
            long before;
            do {
                before = nearest;
                final int count = graph.neighbors(layer, ScoredRow.row(before), neighbors);
                for (int i = 0; i < count; i++) {
                    nearest = Math.min(nearest, scored(point, neighbors[i]));
                }
            } while (nearest < before);
        }
        return nearest;
    }

    /**
     * Finds rows of a layer that are near a point.
     *
     * @param point its coordinates
     * @param entryPoints where to begin, as {@link ScoredRow}s
     * @param width how many candidates to keep, {@code ef}
     * @return that many rows or fewer, the nearest first, as {@link ScoredRow}s
     */
    long[] search(
            final HnswGraph graph, final float[] point, final long[] entryPoints, final int layer, final int width) {
        final TopK found = new TopK(width);
        searches++;
        candidates.clear();
        for (final long entryPoint : entryPoints) {
            visit(entryPoint, found);
        }
        while (!candidates.isEmpty()) {
            final long next = candidates.poll();
            if (ScoredRow.score(next) > found.bound()) {
                break;
            }
            final int count = graph.neighbors(layer, ScoredRow.row(next), neighbors);
            for (int i = 0; i < count; i++) {
                if (visited[neighbors[i]] != searches) {
                    visit(scored(point, neighbors[i]), found);
                }
            }
        }
        return found.drain();
    }

    private void visit(final long scored, final TopK found) {
        visited[ScoredRow.row(scored)] = searches;
        if (!(ScoredRow.score(scored) > found.bound())) {
            candidates.add(scored);
            found.offer(scored);
        }
    }

    private long scored(final float[] point, final int number) {
        return ScoredRow.of(squared(point, number), number);
    }

    /** The squared distance of a point and a row, along the axes. */
    float squared(final float[] point, final int number) {
        coordinates.copyRows(number, 1, row, 0);
        return squared(point, row);
    }

    /** The squared distance of two points. It is added up in eight sums, since each addition waits for the one before. */
    static float squared(final float[] a, final float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int d = 0;
        for (; d + 7 < a.length; d += 8) {
            final float d0 = a[d] - b[d];
            final float d1 = a[d + 1] - b[d + 1];
            final float d2 = a[d + 2] - b[d + 2];
            final float d3 = a[d + 3] - b[d + 3];
            final float d4 = a[d + 4] - b[d + 4];
            final float d5 = a[d + 5] - b[d + 5];
            final float d6 = a[d + 6] - b[d + 6];
            final float d7 = a[d + 7] - b[d + 7];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
            s4 += d4 * d4;
            s5 += d5 * d5;
            s6 += d6 * d6;
            s7 += d7 * d7;
        }
        for (; d < a.length; d++) {
            final float difference = a[d] - b[d];
            s0 += difference * difference;
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
