package io.blemish.search;

/** Which rows a graph's rows lead to, on each of its layers. */
interface Links {
    /** How many layers there are, at least one; the lowest, number 0, has all rows. */
    int layers();

    /** A row of the highest layer, where walks begin. */
    int entry();

    /**
     * Copies the rows that a row of the layer leads to.
     *
     * @param target has room for all
     * @return how many there are
     */
    int of(int layer, int row, int[] target);
}
