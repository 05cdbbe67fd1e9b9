package io.blemish.search.hnsw;

import io.blemish.array.FloatMatrix;
import io.blemish.array.FloatMatrixBuilder;
import io.blemish.parallel.Pool;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.vector.PrincipalAxes;
import io.blemish.search.vector.Rotation;
import io.blemish.search.vector.ScoredRow;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Builds a graph (Malkov and Yashunin, 2018, algorithms 1 and 4).
 *
 * <p>Rows come in batches that grow with the graph. Those of a batch search for their neighbours all at once, in the graph as
 * it was before; then each of these neighbours takes them among its own. So threads share the work and the graph does not
 * depend on them, and a row misses only neighbours among the few that came with it.
 */
final class HnswGraphBuilder {
    /** A batch is this part of the graph so far, so that few of a row's neighbours come with it. */
    private static final int BATCH_PART = 32;

    private static final int LARGEST_BATCH = 2048;

    /** Rows rotated at a time. */
    private static final int BLOCK = 512;

    private final HnswMethod method;
    private final PrincipalAxes axes;
    private final Workers workers;
    private final FloatMatrix coordinates;
    private final int width;
    private final GrowingGraph graph;
    private final Pool<GraphSearcher> searchers;

    HnswGraphBuilder(final FloatMatrix bank, final HnswMethod method, final long seed, final Workers workers) {
        this.method = method;
        this.axes = PrincipalAxes.of(bank, HnswIndex.MAX_AXES, workers);
        this.workers = workers;
        this.coordinates = rotated(bank);
        this.width = Math.max(method.efConstruction(), method.m());
        this.graph = new GrowingGraph(bank.rows(), method.m(), seed);
        this.searchers = new Pool<>(() -> new GraphSearcher(coordinates, 2 * method.m()));
    }

    private FloatMatrix rotated(final FloatMatrix bank) {
        final FloatMatrixBuilder rows = FloatMatrixBuilder.of(bank.rows(), axes.count());
        final Pool<Rotation> rotations = new Pool<>(() -> new Rotation(axes, BLOCK));
        workers.forBlocks(
                bank.rows(),
                BLOCK,
                (from, to) -> rotations.use(rotation -> {
                    final float[] some = new float[(to - from) * axes.count()];
                    rotation.rotate(bank, from, to - from, some);
                    rows.write(from, some);
                }));
        return rows.build();
    }

    HnswIndex build(final Progress progress) {
        final int size = coordinates.rows();
        int done = 1;
        while (done < size) {
            final int count = Math.min(size - done, Math.max(1, Math.min(LARGEST_BATCH, done / BATCH_PART)));
            add(done, count);
            done += count;
            progress.report("graph", done, size);
        }
        return new HnswIndex(method, axes, coordinates, graph.stored());
    }

    private void add(final int first, final int count) {
        final int[][][] found = new int[count][][];
        workers.forEach(count, i -> searchers.use(searcher -> found[i] = neighbors(first + i, searcher)));
        for (int i = 0; i < count; i++) {
            for (int layer = 0; layer < found[i].length; layer++) {
                graph.setNeighbors(layer, first + i, found[i][layer]);
            }
        }
        for (int layer = 0; layer < graph.layers(); layer++) {
            linkBack(layer, first, found);
        }
        for (int row = first; row < first + count; row++) {
            graph.include(row);
        }
    }

    /** The neighbours of a new row on each layer that it shares with the graph. */
    private int[][] neighbors(final int row, final GraphSearcher searcher) {
        final float[] point = coordinates.row(row);
        final int highest = Math.min(graph.highest(row), graph.layers() - 1);
        final int[][] neighbors = new int[highest + 1][];
        long[] nearest = {searcher.descend(graph, point, highest + 1)};
        for (int layer = highest; layer >= 0; layer--) {
            nearest = searcher.search(graph, point, nearest, layer, width);
            neighbors[layer] = select(nearest, method.m());
        }
        return neighbors;
    }

    /**
     * Selects neighbours of a row: from the nearest on, those that are nearer to the row than to a neighbour selected before.
     *
     * @param nearest rows with their squared distances to the row, the nearest first
     * @param most how many to select
     */
    private int[] select(final long[] nearest, final int most) {
        final int[] selected = new int[most];
        final float[][] points = new float[most][];
        int count = 0;
        for (int i = 0; i < nearest.length && count < most; i++) {
            final float[] point = coordinates.row(ScoredRow.row(nearest[i]));
            boolean apart = true;
            for (int s = 0; apart && s < count; s++) {
                apart = GraphSearcher.squared(point, points[s]) >= ScoredRow.score(nearest[i]);
            }
            if (apart) {
                points[count] = point;
                selected[count++] = ScoredRow.row(nearest[i]);
            }
        }
        return Arrays.copyOf(selected, count);
    }

    /** Adds new rows to the neighbours of their neighbours. */
    private void linkBack(final int layer, final int first, final int[][][] found) {
        final long[] pairs = IntStream.range(0, found.length)
                .filter(i -> found[i].length > layer)
                .boxed()
                .flatMapToLong(i ->
                        IntStream.of(found[i][layer]).mapToLong(target -> (long) target << Integer.SIZE | (first + i)))
                .sorted()
                .toArray();
        final int[] starts = IntStream.range(0, pairs.length)
                .filter(p -> p == 0 || pairs[p] >> Integer.SIZE != pairs[p - 1] >> Integer.SIZE)
                .toArray();
        workers.forEach(starts.length, g -> {
            final int to = g + 1 < starts.length ? starts[g + 1] : pairs.length;
            final int target = (int) (pairs[starts[g]] >> Integer.SIZE);
            searchers.use(searcher -> graph.setNeighbors(
                    layer, target, merged(layer, target, Arrays.copyOfRange(pairs, starts[g], to), searcher)));
        });
    }

    /** The neighbours of a row with those that new pairs name, pruned to as many as it may have. */
    private int[] merged(final int layer, final int target, final long[] pairs, final GraphSearcher searcher) {
        final int[] before = graph.neighbors(layer, target);
        final int[] all = Arrays.copyOf(before, before.length + pairs.length);
        for (int p = 0; p < pairs.length; p++) {
            all[before.length + p] = (int) pairs[p];
        }
        if (all.length <= graph.most(layer)) {
            return all;
        }
        final float[] point = coordinates.row(target);
        final long[] nearest = IntStream.of(all)
                .mapToLong(row -> ScoredRow.of(searcher.squared(point, row), row))
                .sorted()
                .toArray();
        return select(nearest, graph.most(layer));
    }
}
