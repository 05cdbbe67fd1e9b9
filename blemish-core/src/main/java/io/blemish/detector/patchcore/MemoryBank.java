package io.blemish.detector.patchcore;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;
import java.util.Arrays;
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
     * @param patches of all pictures
     * @param pictures slots to choose from, ascending
     * @param size how many of their patches to keep; all are kept in their order
     * @param seed of the start
     */
    static MemoryBank choose(
            final BankPatches patches,
            final int[] pictures,
            final BankSize size,
            final long seed,
            final Workers workers,
            final Progress progress) {
        final int[] candidates = rows(pictures, patches.patchesPerPicture());
        final int start = new SplittableRandom(seed).nextInt(candidates.length);
        final int count = (int) size.count(candidates.length);
        if (count == candidates.length) {
            final Optional<FloatMatrix> all = patches.inPlace(pictures);
            if (all.isPresent()) {
                return new MemoryBank(all.get(), Optional.empty(), IntBuffer.wrap(candidates), candidates[start]);
            }
        }
        final int[] sources = count == candidates.length
                ? candidates
                : IntStream.of(patches.coreset(pictures, count, start, workers, progress))
                        .map(pick -> candidates[pick])
                        .toArray();
        final FloatFile copy = patches.copy(sources);
        return new MemoryBank(copy.matrix(copy.rows()), Optional.of(copy), IntBuffer.wrap(sources), candidates[start]);
    }

    private static int[] rows(final int[] pictures, final int perPicture) {
        final int[] rows = new int[Math.multiplyExact(pictures.length, perPicture)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = pictures[i / perPicture] * perPicture + i % perPicture;
        }
        return rows;
    }

    /** Some rows of a matrix, in the order given. */
    static FloatFile copy(final FloatMatrix from, final int[] rows) {
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

    /**
     * Takes up patches of further pictures: those that are farthest from all entries, until there are as many entries as a
     * choice among the patches of all pictures would have.
     *
     * @param image of the entries, as the coreset is to see them: projected, or as they are
     * @param store the patches of the further pictures, with their projections
     * @param pictures its slots to choose from, ascending
     * @param trained how many pictures the entries come from so far; the further ones are counted on from there
     * @param size how many of all patches to keep
     */
    MemoryBank with(
            final FloatMatrix image,
            final PatchStore store,
            final int[] pictures,
            final int trained,
            final BankSize size,
            final Workers workers,
            final Progress progress) {
        final int known = matrix.rows();
        final int each = store.patchesPerPicture();
        final int added = Math.multiplyExact(pictures.length, each);
        final long all = (long) (trained + pictures.length) * each;
        final int count = (int) Math.max(known, Math.min((long) known + added, size.count(all)));
        final int[] picks;
        try (FloatFile points = points(image, store, pictures)) {
            picks = GreedyCoreset.extend(points.matrix(points.rows()), known, count, workers, progress);
        }
        final FloatFile grown = FloatFile.create(count, matrix.columns());
        final int[] from = new int[count];
        copy(matrix, 0, known, grown, 0);
        sources.duplicate().get(0, from, 0, known);
        for (int i = known; i < count; i++) {
            final int candidate = picks[i] - known;
            copy(store.matrix(), pictures[candidate / each] * each + candidate % each, 1, grown, i);
            from[i] = trained * each + candidate;
        }
        return new MemoryBank(grown.matrix(count), Optional.of(grown), IntBuffer.wrap(from), start);
    }

    /** The entries as a coreset is to see them. */
    FloatMatrix image(final Optional<RandomProjection> projection) {
        if (projection.isEmpty()) {
            return matrix;
        }
        final int columns = projection.get().dimension();
        final float[] image = new float[Math.multiplyExact(matrix.rows(), columns)];
        for (int first = 0; first < matrix.rows(); first += COPIED_ROWS) {
            final int count = Math.min(COPIED_ROWS, matrix.rows() - first);
            final float[] values = new float[count * matrix.columns()];
            matrix.copyRows(first, count, values, 0);
            System.arraycopy(projection.get().apply(values, count), 0, image, first * columns, count * columns);
        }
        return FloatMatrix.wrap(image, matrix.rows(), columns);
    }

    /** The entries and the further patches, as the coreset is to see them. */
    private static FloatFile points(final FloatMatrix image, final PatchStore store, final int[] pictures) {
        final FloatMatrix further = store.projections();
        final int each = store.patchesPerPicture();
        final FloatFile points = FloatFile.create(image.rows() + pictures.length * each, image.columns());
        copy(image, 0, image.rows(), points, 0);
        for (int i = 0; i < pictures.length; i++) {
            copy(further, pictures[i] * each, each, points, image.rows() + i * each);
        }
        return points;
    }

    private static void copy(
            final FloatMatrix from, final int first, final int rows, final FloatFile to, final int target) {
        for (int done = 0; done < rows; done += COPIED_ROWS) {
            final int count = Math.min(COPIED_ROWS, rows - done);
            final float[] values = new float[count * from.columns()];
            from.copyRows(first + done, count, values, 0);
            to.write(target + done, values);
        }
    }

    /**
     * Gives up the entries that come from some pictures. The others are counted anew without them.
     *
     * @param pictures their numbers, ascending
     * @param each how many patches a picture has
     * @return the entries that remain, in their order; empty if none does
     */
    Optional<MemoryBank> without(final int[] pictures, final int each) {
        final int[] kept = IntStream.range(0, matrix.rows())
                .filter(entry -> Arrays.binarySearch(pictures, sources.get(entry) / each) < 0)
                .toArray();
        if (kept.length == 0) {
            return Optional.empty();
        }
        final int[] from = IntStream.of(kept)
                .map(entry -> sources.get(entry) - each * fewer(pictures, sources.get(entry) / each))
                .toArray();
        final FloatFile rest = copy(matrix, kept);
        return Optional.of(new MemoryBank(rest.matrix(rest.rows()), Optional.of(rest), IntBuffer.wrap(from), from[0]));
    }

    /** How many of the pictures come before another one. */
    private static int fewer(final int[] pictures, final int other) {
        return -1 - Arrays.binarySearch(pictures, other);
    }

    @Override
    public void close() {
        copy.ifPresent(FloatFile::close);
    }
}
