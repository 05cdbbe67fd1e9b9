package io.blemish.search.hnsw;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A graph that is being built. Threads may search it, or change the neighbours of different rows, at once. */
final class GrowingGraph implements HnswGraph {
    private static final int[] NONE = {};

    private final int m;
    private final byte[] highest;
    private final int[][] base;
    private final List<int[][]> upper = new ArrayList<>();
    private int entryPoint;
    private int layers = 1;

    /**
     * Draws the highest layer of each row. The graph has only the first row yet.
     *
     * @param size how many rows it will have
     * @param m how many neighbours a row has on a higher layer at most; twice as many on the lowest
     * @param seed of the layers
     */
    GrowingGraph(final int size, final int m, final long seed) {
        this.m = m;
        this.highest = highest(size, m, seed);
        this.base = new int[size][];
        base[0] = NONE;
        include(0);
    }

    /** Draws layers so that each has one in {@code m} of the rows of the layer below. */
    private static byte[] highest(final int size, final int m, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] highest = new byte[size];
        for (int row = 0; row < size; row++) {
            highest[row] = (byte) Math.min(Byte.MAX_VALUE, (int) (-Math.log(1 - random.nextDouble()) / Math.log(m)));
        }
        return highest;
    }

    /** The highest layer of a row. */
    int highest(final int row) {
        return highest[row];
    }

    /** How many neighbours a row has on a layer at most. */
    int most(final int layer) {
        return layer == 0 ? 2 * m : m;
    }

    /** Adds a row to its higher layers. If it is higher than all before, searches begin at it from now on. */
    void include(final int row) {
        while (upper.size() < highest[row]) {
            upper.add(new int[base.length][]);
        }
        for (int layer = 1; layer <= highest[row]; layer++) {
            if (upper.get(layer - 1)[row] == null) {
                upper.get(layer - 1)[row] = NONE;
            }
        }
        if (highest[row] >= layers) {
            layers = highest[row] + 1;
            entryPoint = row;
        }
    }

    /** The neighbours of a row on a layer that has it, not to be changed. */
    int[] neighbors(final int layer, final int row) {
        return layer(layer)[row];
    }

    /** Replaces the neighbours of a row on a layer. */
    void setNeighbors(final int layer, final int row, final int[] neighbors) {
        layer(layer)[row] = neighbors;
    }

    private int[][] layer(final int layer) {
        return layer == 0 ? base : upper.get(layer - 1);
    }

    @Override
    public int layers() {
        return layers;
    }

    @Override
    public int entryPoint() {
        return entryPoint;
    }

    @Override
    public int neighbors(final int layer, final int row, final int[] target) {
        final int[] neighbors = layer(layer)[row];
        System.arraycopy(neighbors, 0, target, 0, neighbors.length);
        return neighbors.length;
    }

    /** The finished graph. */
    StoredGraph stored() {
        final int[] starts = new int[layers];
        int[] rows = NONE;
        int[] links = NONE;
        for (int layer = 1; layer < layers; layer++) {
            final int[][] all = layer(layer);
            final int[] some = IntStream.range(0, highest.length)
                    .filter(row -> all[row] != null)
                    .toArray();
            starts[layer] = starts[layer - 1] + some.length;
            rows = joined(rows, some);
            links = joined(links, flat(all, some, most(layer)));
        }
        final int[] every = IntStream.range(0, base.length).toArray();
        return new StoredGraph(
                base.length,
                IntBuffer.wrap(flat(base, every, most(0))).asReadOnlyBuffer(),
                starts,
                IntBuffer.wrap(rows).asReadOnlyBuffer(),
                IntBuffer.wrap(links).asReadOnlyBuffer());
    }

    private static int[] joined(final int[] a, final int[] b) {
        final int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static int[] flat(final int[][] neighbors, final int[] rows, final int most) {
        final int[] flat = new int[Math.multiplyExact(rows.length, most)];
        Arrays.fill(flat, StoredGraph.NONE);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(neighbors[rows[i]], 0, flat, i * most, neighbors[rows[i]].length);
        }
        return flat;
    }
}
