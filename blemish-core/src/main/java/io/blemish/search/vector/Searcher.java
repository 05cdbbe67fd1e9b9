package io.blemish.search.vector;

import io.blemish.search.Neighbors;

/** Searches a bank for one thread, with the buffers of that thread. */
public interface Searcher {
    /**
     * Finds the neighbours of some queries.
     *
     * @param queries {@code [count, d]}
     * @param from the first query to search for
     * @param to one past the last query to search for
     * @param neighbors receives them, at the queries' own places
     */
    void search(float[] queries, int from, int to, Neighbors neighbors);
}
