package io.blemish.search.hnsw;

/** A graph in layers, whose nodes are the rows of a bank. The lowest layer, number 0, has all rows. */
interface HnswGraph {
    /** How many layers there are, at least one. */
    int layers();

    /** The row of the highest layer at which searches begin. */
    int entryPoint();

    /**
     * Copies the neighbours of a row on a layer that has it.
     *
     * @param target has room for all
     * @return how many there are
     */
    int neighbors(int layer, int row, int[] target);
}
