package io.blemish.detector.patchcore.coreset;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A part of the points of a {@link PartedCoreset}: it hears of the picks and says which of its points come next. It keeps bounds,
 * which may be stale, and compares its points with picks only as far as it must, as {@link GreedyCoreset} does. What it says does not
 * depend on when it heard of the picks, so a part that is lost can be made again and told all picks at once.
 */
public final class CoresetPart {
    private final Points points;
    private final int[] blocks;
    private final int rowsPerBlock;
    private final Picks picks;
    private final UpperBounds bounds;
    private final BoundUpdate update;
    private int left;

    /**
     * Measures each point once.
     *
     * @param rows the part's points, block by block
     * @param blocks numbers of its blocks among all blocks, ascending: block {@code b} has the points from
     *     {@code b * rowsPerBlock} on
     * @param rowsPerBlock points of a block
     * @param count how many picks there will be
     * @param workers threads to use; the result does not depend on them
     */
    public CoresetPart(
            final FloatMatrix rows,
            final int[] blocks,
            final int rowsPerBlock,
            final int count,
            final Workers workers) {
        this.points = new Points(rows, workers);
        this.blocks = blocks.clone();
        this.rowsPerBlock = rowsPerBlock;
        this.picks = new Picks(points, count);
        this.bounds = new UpperBounds(points.count());
        this.update = new BoundUpdate(points, picks, bounds, workers);
        this.left = points.count();
    }

    /** How many picks this part has heard of. */
    public int picks() {
        return picks.size();
    }

    /**
     * Hears of picks, of this part or of others.
     *
     * @param indices their numbers among all points, in the order of picking
     * @param vectors of the picks, one after the other
     */
    public void add(final long[] indices, final float[] vectors) {
        final int dimension = points.dimension();
        for (int i = 0; i < indices.length; i++) {
            picks.addOther(Arrays.copyOfRange(vectors, i * dimension, (i + 1) * dimension));
            markPicked(indices[i]);
            if (picks.size() == 1) {
                update.compareWithFirst();
            }
        }
    }

    private void markPicked(final long index) {
        final int block = Arrays.binarySearch(blocks, Math.toIntExact(index / rowsPerBlock));
        if (block >= 0) {
            bounds.markPicked(block * rowsPerBlock + (int) (index % rowsPerBlock));
            left--;
        }
    }

    /**
     * The points of this part that come next.
     *
     * @param most how many at most; at least one if a point is left
     */
    public Leaders leaders(final int most) {
        if (left == 0) {
            return Leaders.NONE;
        }
        while (true) {
            final Candidates candidates = bounds.candidates();
            final int[] leading = update.run(candidates);
            if (leading.length > 0) {
                return leaders(leading, candidates, most);
            }
        }
    }

    private Leaders leaders(final int[] leading, final Candidates candidates, final int most) {
        if (leading.length <= most) {
            return leaders(leading, candidates.limit(), number(candidates.lastTied()));
        }
        final int[] first = IntStream.of(leading)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(bounds::bound)
                        .reversed()
                        .thenComparing(point -> point))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
        // Those that are left out come after the last of these.
        final int last = first[most - 1];
        return leaders(first, bounds.bound(last), number(last));
    }

    private Leaders leaders(final int[] chosen, final double limit, final long lastTied) {
        final int dimension = points.dimension();
        final float[] vectors = new float[chosen.length * dimension];
        for (int i = 0; i < chosen.length; i++) {
            points.copyRow(chosen[i], vectors, i * dimension);
        }
        return new Leaders(
                IntStream.of(chosen).mapToLong(this::number).toArray(),
                IntStream.of(chosen).mapToDouble(bounds::bound).toArray(),
                vectors,
                limit,
                lastTied);
    }

    /** The number of a point among all points; of none, less than all. */
    private long number(final int point) {
        return point < 0 ? -1 : (long) blocks[point / rowsPerBlock] * rowsPerBlock + point % rowsPerBlock;
    }
}
