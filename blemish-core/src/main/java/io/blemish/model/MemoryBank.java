package io.blemish.model;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.coreset.GreedyCoreset;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The patches that a coreset keeps, off the heap.
 *
 * @param file their values, in the order of picking
 * @param sources where each comes from: its row among all training patches
 * @param start the row that was picked first
 */
@SuppressWarnings("ArrayRecordComponent") // made here, never changed
record MemoryBank(FloatFile file, int[] sources, int start) implements AutoCloseable {
    /** Rows copied through the heap at a time. */
    private static final int COPIED_ROWS = 1024;

    /**
     * Chooses among the patches of some pictures.
     *
     * @param store all patches
     * @param pictures slots to choose from, ascending
     * @param share of their patches to keep; 1 keeps all, in their order
     * @param seed of the start
     */
    static MemoryBank choose(
            final PatchStore store,
            final int[] pictures,
            final double share,
            final long seed,
            final Workers workers,
            final Progress progress) {
        final int[] candidates = rows(pictures, store.patchesPerPicture());
        final int start = new SplittableRandom(seed).nextInt(candidates.length);
        final int count = Math.max(1, (int) (candidates.length * share));
        final int[] sources =
                count == candidates.length ? candidates : picks(store, candidates, count, start, workers, progress);
        return new MemoryBank(copy(store.matrix(), sources), sources, candidates[start]);
    }

    /** The bank's entries, {@code [entries, dimension]}; valid until this is closed. */
    FloatMatrix matrix() {
        return file.matrix(file.rows());
    }

    private static int[] rows(final int[] pictures, final int perPicture) {
        return IntStream.of(pictures)
                .flatMap(picture -> IntStream.range(picture * perPicture, (picture + 1) * perPicture))
                .toArray();
    }

    private static int[] picks(
            final PatchStore store,
            final int[] candidates,
            final int count,
            final int start,
            final Workers workers,
            final Progress progress) {
        final FloatMatrix all = store.projections();
        final FloatMatrix points = candidates.length == all.rows() ? all : all.select(candidates);
        return IntStream.of(GreedyCoreset.select(points, count, start, workers, progress))
                .map(pick -> candidates[pick])
                .toArray();
    }

    private static FloatFile copy(final FloatMatrix from, final int[] rows) {
        final FloatFile file = FloatFile.create(rows.length, from.columns());
        for (int first = 0; first < rows.length; first += COPIED_ROWS) {
            final int count = Math.min(COPIED_ROWS, rows.length - first);
            final float[] values = new float[count * from.columns()];
            for (int i = 0; i < count; i++) {
                from.copyRows(rows[first + i], 1, values, i * from.columns());
            }
            file.write(first, values);
        }
        return file;
    }

    @Override
    public void close() {
        file.close();
    }
}
