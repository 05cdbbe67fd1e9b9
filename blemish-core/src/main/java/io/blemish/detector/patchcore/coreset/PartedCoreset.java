package io.blemish.detector.patchcore.coreset;

import io.blemish.parallel.Progress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The picks of {@link GreedyCoreset} among points that lie in parts on several machines, in rounds. Each part says which of its points
 * are farthest from all picks so far, exactly, and how far its other points may be at most. Picks are made among those points alone
 * until one of the others might come first; then the parts hear of the picks. Of points that are equally far, the one with the
 * lowest number is picked, whatever the parts.
 *
 * <p>Choosing a coreset of each part's coreset would need no rounds, but has other picks: on 320 castings a tenth of these.
 */
public final class PartedCoreset {
    private static final int INITIAL = 64;

    private final Parts parts;
    private final int dimension;
    private final long[] picks;
    private final Set<Long> picked = new HashSet<>();
    private int size;

    private PartedCoreset(final Parts parts, final int count, final int dimension) {
        this.parts = parts;
        this.dimension = dimension;
        this.picks = new long[count];
    }

    /** All parts of the points. */
    public interface Parts {
        /**
         * The values of a point.
         *
         * @param index the point's number among all points
         */
        float[] vector(long index);

        /**
         * Tells all parts of further picks, and asks which points come next.
         *
         * @param indices numbers of the picks since the last round, in the order of picking
         * @param vectors of these picks, one after the other
         * @return what each part says
         */
        List<Leaders> leaders(long[] indices, float[] vectors);
    }

    /**
     * Picks {@code count} of the points.
     *
     * @param parts the points
     * @param total how many points there are
     * @param count how many to pick, in {@code [1, total]}
     * @param start the first pick
     * @param progress is told how many picks were made
     * @return the points' numbers in the order of picking, all different
     * @throws io.blemish.OptionException if the vectors of so many picks are more than an array holds
     */
    public static long[] select(
            final Parts parts, final long total, final int count, final long start, final Progress progress) {
        if (count < 1 || count > total) {
            throw new IllegalArgumentException("cannot pick " + count + " of " + total + " points");
        }
        if (start < 0 || start >= total) {
            throw new IllegalArgumentException("there is no point " + start + " among " + total);
        }
        final float[] first = parts.vector(start);
        // A product's row of a pick has one value more, see Points.width.
        Picks.requireRoom(count, first.length + 1);
        return new PartedCoreset(parts, count, first.length).pick(start, first, total, progress);
    }

    private long[] pick(final long start, final float[] first, final long total, final Progress progress) {
        add(start);
        long[] fresh = {start};
        float[] vectors = first;
        while (size < picks.length) {
            progress.report("coreset", size, picks.length);
            final LeaderPool pool = new LeaderPool(parts.leaders(fresh, vectors), dimension);
            final int before = size;
            vectors = new float[0];
            int length = 0;
            for (int next = pool.next(); next >= 0 && size < picks.length; next = pool.next()) {
                if (pool.squaredDistance(next) == 0) {
                    pickDuplicates(total);
                    break;
                }
                add(pool.index(next));
                if (length == vectors.length) {
                    vectors = Arrays.copyOf(vectors, Math.max(INITIAL * dimension, 2 * length));
                }
                pool.copyVector(next, vectors, length);
                length += dimension;
                pool.pick(next);
            }
            vectors = Arrays.copyOf(vectors, length);
            fresh = Arrays.copyOfRange(picks, before, size);
        }
        progress.report("coreset", size, picks.length);
        return picks;
    }

    private void add(final long index) {
        picks[size++] = index;
        picked.add(index);
    }

    /** Once the farthest point equals a pick, so do all others: the lowest number is picked first. */
    private void pickDuplicates(final long total) {
        for (long i = 0; i < total && size < picks.length; i++) {
            if (!picked.contains(i)) {
                add(i);
            }
        }
    }
}
