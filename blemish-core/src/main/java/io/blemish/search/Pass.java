package io.blemish.search;

/** One thread's way through the bank for some queries, with the buffers that it takes. */
interface Pass {
    /** Finds the neighbours of queries {@code from} to {@code to}. */
    void search(float[] queries, int from, int to, Neighbors neighbors);
}
