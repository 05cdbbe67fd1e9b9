package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Builds a graph (Malkov and Yashunin, "Efficient and Robust Approximate Nearest Neighbor Search Using Hierarchical Navigable
 * Small World Graphs", 2018, algorithms 1 and 4).
 *
 * <p>Rows come in batches that grow with the graph. Those of a batch look for their neighbours all at once, in the graph as it
 * was before; then each row that they lead to takes them among its own. So threads share the work and the graph does not
 * depend on them, and a row misses only neighbours among the few that came with it.
 */
final class HnswBuild implements Links {
    /** A batch is a part of the graph so far, so that few of a row's neighbours come with it. */
    private static final int BATCH_PART = 32;

    private static final int LARGEST_BATCH = 2048;
    private static final int BLOCK = 512;
    private static final int[] NONE = {};

    private final FloatMatrix coordinates;
    private final PrincipalAxes axes;
    private final int degree;
    private final int width;
    private final Workers workers;
    private final byte[] tops;
    private final int[][] base;
    private final List<int[][]> upper = new ArrayList<>();
    private final Queue<Walk> walks = new ConcurrentLinkedQueue<>();
    private int entry;
    private int layers = 1;

    HnswBuild(final FloatMatrix bank, final SearchMethod.Hnsw method, final long seed, final Workers workers) {
        this.axes = PrincipalAxes.of(bank, HnswIndex.AXES, workers);
        this.workers = workers;
        this.coordinates = rotated(bank);
        this.degree = method.degree();
        this.width = Math.max(method.construction(), method.degree());
        this.base = new int[bank.rows()][];
        this.tops = tops(bank.rows(), degree, seed);
    }

    private FloatMatrix rotated(final FloatMatrix bank) {
        final IndexRows rows = IndexRows.create(bank.rows(), axes.count());
        final Queue<Rotation> rotations = new ConcurrentLinkedQueue<>();
        workers.forBlocks(bank.rows(), BLOCK, (from, to) -> {
            final Rotation idle = rotations.poll();
            final Rotation rotation = idle == null ? new Rotation(axes, BLOCK) : idle;
            final float[] some = new float[(to - from) * axes.count()];
            rotation.rotate(bank, from, to - from, some);
            rows.write(from, some);
            rotations.add(rotation);
        });
        return rows.matrix();
    }

    /** The highest layer of each row: each layer has one in {@code degree} of the rows below. */
    private static byte[] tops(final int count, final int degree, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] tops = new byte[count];
        for (int row = 0; row < count; row++) {
            tops[row] = (byte) Math.min(Byte.MAX_VALUE, (int) (-Math.log(1 - random.nextDouble()) / Math.log(degree)));
        }
        return tops;
    }

    HnswIndex build(final Progress progress) {
        base[0] = NONE;
        raise(0);
        int done = 1;
        while (done < base.length) {
            final int count = Math.min(base.length - done, Math.max(1, Math.min(LARGEST_BATCH, done / BATCH_PART)));
            add(done, count);
            done += count;
            progress.report("graph", done, base.length);
        }
        return index();
    }

    /** Begins walks at a row, if it reaches higher than all before. */
    private void raise(final int row) {
        while (upper.size() < tops[row]) {
            upper.add(new int[base.length][]);
        }
        for (int layer = 1; layer <= tops[row]; layer++) {
            if (upper.get(layer - 1)[row] == null) {
                upper.get(layer - 1)[row] = NONE;
            }
        }
        if (tops[row] >= layers) {
            layers = tops[row] + 1;
            entry = row;
        }
    }

    private void add(final int first, final int count) {
        final int[][][] found = new int[count][][];
        workers.forEach(count, i -> withWalk(walk -> found[i] = neighbors(first + i, walk)));
        for (int i = 0; i < count; i++) {
            for (int layer = 0; layer < found[i].length; layer++) {
                layer(layer)[first + i] = found[i][layer];
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            linkBack(layer, first, found);
        }
        for (int row = first; row < first + count; row++) {
            raise(row);
        }
    }

    private int[][] layer(final int layer) {
        return layer == 0 ? base : upper.get(layer - 1);
    }

    /** Which rows a new one is to lead to, on each layer that it shares with the graph. */
    private int[][] neighbors(final int row, final Walk walk) {
        final float[] point = coordinates.row(row);
        final int top = Math.min(tops[row], layers - 1);
        final int[][] neighbors = new int[top + 1][];
        long[] near = {walk.descend(this, point, top + 1)};
        for (int layer = top; layer >= 0; layer--) {
            near = walk.near(this, point, near, layer, width);
            neighbors[layer] = select(coordinates, near, degree);
        }
        return neighbors;
    }

    /** Of rows from the nearest on, those that are nearer to the row in question than to one chosen before. */
    private static int[] select(final FloatMatrix coordinates, final long[] near, final int most) {
        final int[] chosen = new int[most];
        final float[][] points = new float[most][];
        int count = 0;
        for (int i = 0; i < near.length && count < most; i++) {
            final float[] point = coordinates.row(Shortlist.number(near[i]));
            boolean apart = true;
            for (int c = 0; apart && c < count; c++) {
                apart = Walk.squared(point, points[c]) >= Shortlist.estimate(near[i]);
            }
            if (apart) {
                points[count] = point;
                chosen[count++] = Shortlist.number(near[i]);
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /** Lets the rows that new ones lead to lead back to them. */
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
            withWalk(walk -> layer(layer)[target] = merged(layer, target, pairs, starts[g], to, walk));
        });
    }

    private int[] merged(
            final int layer, final int target, final long[] pairs, final int from, final int to, final Walk walk) {
        final int[] before = layer(layer)[target];
        final int[] all = Arrays.copyOf(before, before.length + to - from);
        for (int p = from; p < to; p++) {
            all[before.length + p - from] = (int) pairs[p];
        }
        final int most = layer == 0 ? 2 * degree : degree;
        if (all.length <= most) {
            return all;
        }
        final float[] point = coordinates.row(target);
        final long[] near = IntStream.of(all)
                .mapToLong(row -> Shortlist.entry(walk.squared(point, row), row))
                .sorted()
                .toArray();
        return select(coordinates, near, most);
    }

    private void withWalk(final Consumer<Walk> work) {
        final Walk idle = walks.poll();
        final Walk walk = idle == null ? new Walk(coordinates, 2 * degree) : idle;
        work.accept(walk);
        walks.add(walk);
    }

    @Override
    public int layers() {
        return layers;
    }

    @Override
    public int entry() {
        return entry;
    }

    @Override
    public int of(final int layer, final int row, final int[] target) {
        final int[] links = layer(layer)[row];
        System.arraycopy(links, 0, target, 0, links.length);
        return links.length;
    }

    private HnswIndex index() {
        final int[] starts = new int[layers];
        int[] rows = NONE;
        int[] links = NONE;
        for (int layer = 1; layer < layers; layer++) {
            final int[][] all = layer(layer);
            final int[] some = IntStream.range(0, tops.length)
                    .filter(row -> all[row] != null)
                    .toArray();
            starts[layer] = starts[layer - 1] + some.length;
            rows = joined(rows, some);
            links = joined(links, flat(all, some, degree));
        }
        final int[] every = IntStream.range(0, base.length).toArray();
        return new HnswIndex(
                axes,
                coordinates,
                IntBuffer.wrap(flat(base, every, 2 * degree)).asReadOnlyBuffer(),
                starts,
                IntBuffer.wrap(rows).asReadOnlyBuffer(),
                IntBuffer.wrap(links).asReadOnlyBuffer());
    }

    private static int[] joined(final int[] a, final int[] b) {
        final int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static int[] flat(final int[][] links, final int[] rows, final int most) {
        final int[] flat = new int[Math.multiplyExact(rows.length, most)];
        Arrays.fill(flat, -1);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(links[rows[i]], 0, flat, i * most, links[rows[i]].length);
        }
        return flat;
    }
}
