package io.blemish.detector.patchcore;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The patches that a coreset keeps, off the heap, or those of a model file, mapped.
 *
 * @param matrix their values, {@code [entries, dimension]}, in the order of picking; valid until this and the store are closed
 * @param copy the file that holds them; none where all patches are kept, which lie in the store already
 * @param sources each entry's row among all training patches; from position 0 to the limit
 * @param start the row that was picked first
 */
record MemoryBank(FloatMatrix matrix, Optional<FloatFile> copy, IntBuffer sources, int start) implements AutoCloseable {
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
        if (count == candidates.length) {
            final FloatMatrix all = store.matrix().blocks(pictures, store.patchesPerPicture());
            return new MemoryBank(all, Optional.empty(), IntBuffer.wrap(candidates), candidates[start]);
        }
        final int[] sources = picks(store, pictures, candidates, count, start, workers, progress);
        final FloatFile copy = copy(store.matrix(), sources);
        return new MemoryBank(copy.matrix(copy.rows()), Optional.of(copy), IntBuffer.wrap(sources), candidates[start]);
    }

    private static int[] rows(final int[] pictures, final int perPicture) {
        return IntStream.of(pictures)
                .flatMap(picture -> IntStream.range(picture * perPicture, (picture + 1) * perPicture))
                .toArray();
    }

    private static int[] picks(
            final PatchStore store,
            final int[] pictures,
            final int[] candidates,
            final int count,
            final int start,
            final Workers workers,
            final Progress progress) {
        final FloatMatrix points = store.projections().blocks(pictures, store.patchesPerPicture());
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
        copy.ifPresent(FloatFile::close);
    }
}
