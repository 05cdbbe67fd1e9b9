package io.blemish.detector.patchcore;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The patches that a coreset keeps, off the heap, or those of a model file, mapped.
 *
 * @param matrix their values, {@code [entries, dimension]}, in the order of picking; valid until this and the store are closed
 * @param copy the file that holds them; none where all patches are kept, which lie in the store already
 * @param sources each entry's row among all training patches, which may be more than 2³¹; from position 0 to the limit
 * @param start the row that was picked first
 */
record MemoryBank(FloatMatrix matrix, Optional<FloatFile> copy, LongBuffer sources, long start)
        implements AutoCloseable {
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
        final Candidates candidates = new Candidates(pictures, patches.patchesPerPicture());
        final long start = candidates.draw(new SplittableRandom(seed));
        final int count = entries(size.count(candidates.count()));
        final boolean everything = count == candidates.count();
        final Optional<FloatMatrix> all = everything ? patches.inPlace(pictures) : Optional.empty();
        final long[] sources = (everything
                        ? LongStream.range(0, count)
                        : LongStream.of(patches.coreset(pictures, count, start, workers, progress)))
                .map(candidates::row)
                .toArray();
        if (all.isPresent()) {
            return new MemoryBank(all.get(), Optional.empty(), LongBuffer.wrap(sources), candidates.row(start));
        }
        final FloatFile copy = patches.copy(sources);
        return new MemoryBank(
                copy.matrix(copy.rows()), Optional.of(copy), LongBuffer.wrap(sources), candidates.row(start));
    }

    private static int entries(final long count) {
        if (count > FloatMatrix.MOST_ROWS) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    String.format(
                            Locale.ROOT,
                            "The memory bank would have %,d entries, and at most %,d are possible. Keep a smaller share of the"
                                    + " patches, or limit the entries.",
                            count,
                            FloatMatrix.MOST_ROWS));
        }
        return (int) count;
    }

    /**
     * The patches of some pictures, counted from 0. There may be more than 2³¹, so they are never listed.
     *
     * @param pictures slots, ascending
     * @param each how many patches a picture has
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Candidates(int[] pictures, int each) {
        long count() {
            return (long) pictures.length * each;
        }

        /** The row of one of them among the patches of all pictures. */
        long row(final long candidate) {
            return (long) pictures[(int) (candidate / each)] * each + candidate % each;
        }

        /** One of them. The banks of earlier versions begin with what {@code nextInt} draws. */
        long draw(final SplittableRandom random) {
            return count() <= Integer.MAX_VALUE ? random.nextInt((int) count()) : random.nextLong(count());
        }
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
        final int added = Math.toIntExact((long) pictures.length * each);
        final long all = ((long) trained + pictures.length) * each;
        final int count = (int) Math.max(known, Math.min((long) known + added, size.count(all)));
        final int[] picks;
        try (FloatFile points = points(image, store, pictures)) {
            picks = GreedyCoreset.extend(points.matrix(points.rows()), known, count, workers, progress);
        }
        final FloatFile grown = FloatFile.create(count, matrix.columns());
        final long[] from = new long[count];
        copy(matrix, 0, known, grown, 0);
        sources.duplicate().get(0, from, 0, known);
        for (int i = known; i < count; i++) {
            final int candidate = picks[i] - known;
            copy(store.matrix(), pictures[candidate / each] * each + candidate % each, 1, grown, i);
            from[i] = (long) trained * each + candidate;
        }
        return new MemoryBank(grown.matrix(count), Optional.of(grown), LongBuffer.wrap(from), start);
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

    private static int rows(final long rows) {
        if (rows > FloatMatrix.MOST_ROWS) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    String.format(
                            Locale.ROOT,
                            "The memory bank and the patches of the further pictures are %,d together, and at most %,d are"
                                    + " possible. Add the pictures in several updates.",
                            rows,
                            FloatMatrix.MOST_ROWS));
        }
        return (int) rows;
    }

    /** The entries and the further patches, as the coreset is to see them. */
    private static FloatFile points(final FloatMatrix image, final PatchStore store, final int[] pictures) {
        final FloatMatrix further = store.projections();
        final int each = store.patchesPerPicture();
        final FloatFile points =
                FloatFile.create(rows((long) image.rows() + (long) pictures.length * each), image.columns());
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
                .filter(entry -> Arrays.binarySearch(pictures, picture(entry, each)) < 0)
                .toArray();
        if (kept.length == 0) {
            return Optional.empty();
        }
        final long[] from = IntStream.of(kept)
                .mapToLong(entry -> sources.get(entry) - (long) each * fewer(pictures, picture(entry, each)))
                .toArray();
        final FloatFile rest = copy(matrix, kept);
        return Optional.of(new MemoryBank(rest.matrix(rest.rows()), Optional.of(rest), LongBuffer.wrap(from), from[0]));
    }

    /** The picture that an entry comes from. A damaged file may say any; a fit counts pictures in 31 bits. */
    private int picture(final int entry, final int each) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, Math.floorDiv(sources.get(entry), each)));
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
