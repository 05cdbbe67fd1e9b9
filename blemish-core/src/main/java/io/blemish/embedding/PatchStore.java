package io.blemish.embedding;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The patches of many pictures of one grid, off the heap: the patches themselves, and, where a projection is used, their
 * projections. Each picture has a slot; slots may be filled in any order from any thread.
 */
public final class PatchStore implements AutoCloseable {
    private final int height;
    private final int width;
    private final int dimension;
    private final FloatFile patches;
    private final Optional<FloatFile> projected;
    private int pictures;
    private Optional<FloatMatrix> mapped = Optional.empty();
    private final Optional<RandomProjection> projection;
    private final Map<Object, PatchStore> derived = new HashMap<>();

    private PatchStore(
            final int pictures,
            final Patches shape,
            final FloatFile patches,
            final Optional<FloatFile> projected,
            final Optional<RandomProjection> projection) {
        this.pictures = pictures;
        this.height = shape.height();
        this.width = shape.width();
        this.dimension = shape.dimension();
        this.patches = patches;
        this.projected = projected;
        this.projection = projection;
    }

    /**
     * Makes room.
     *
     * @param pictures how many slots
     * @param shape patches of the grid and dimension that all pictures have
     * @param projection to apply, if any
     * @return the store with its slots still empty; to be closed by the caller
     * @throws OptionException if there are more patches than one machine counts, {@link FloatMatrix#MOST_ROWS}
     */
    public static PatchStore create(
            final int pictures, final Patches shape, final Optional<RandomProjection> projection) {
        final int rows = rows(pictures, shape.count());
        final FloatFile patches = FloatFile.create(rows, shape.dimension());
        try {
            return new PatchStore(
                    pictures, shape, patches, projection.map(p -> FloatFile.create(rows, p.dimension())), projection);
        } catch (final RuntimeException e) {
            patches.close();
            throw e;
        }
    }

    private static int rows(final int slots, final int each) {
        final long rows = (long) slots * each;
        if (rows > FloatMatrix.MOST_ROWS) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    String.format(
                            Locale.ROOT,
                            "There are %,d pictures, tiles or turned copies of %,d patches each, and one machine takes at most %,d of"
                                    + " them. Take a part of them, or fit method views or patchcore to whole pictures, as they are,"
                                    + " on Apache Spark, which takes more.",
                            slots,
                            each,
                            FloatMatrix.MOST_ROWS / each));
        }
        return (int) rows;
    }

    /**
     * Makes a store and fills it.
     *
     * @param pictures how many slots
     * @param patchesOf the patches of each slot, all of one grid and dimension; asked from several threads
     * @param projection to apply, if any
     * @param workers threads to use
     * @return the store; to be closed by the caller
     */
    public static PatchStore filled(
            final int pictures,
            final IntFunction<Patches> patchesOf,
            final Optional<RandomProjection> projection,
            final Workers workers) {
        final PatchStore store = create(pictures, patchesOf.apply(0), projection);
        try {
            workers.forEach(pictures, slot -> store.put(slot, patchesOf.apply(slot)));
            return store;
        } catch (final RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * {@return whether patches have the grid and the dimension of this store}
     *
     * @param other the patches of a picture
     */
    public boolean fits(final Patches other) {
        return other.height() == height && other.width() == width && other.dimension() == dimension;
    }

    /** {@return rows of the grid of patches} */
    public int height() {
        return height;
    }

    /** {@return columns of the grid of patches} */
    public int width() {
        return width;
    }

    /** {@return how many patches a picture has} */
    public int patchesPerPicture() {
        return height * width;
    }

    /**
     * Fills a slot.
     *
     * @param slot the picture's number
     * @param picture its patches
     */
    public void put(final int slot, final Patches picture) {
        final int first = slot * patchesPerPicture();
        patches.write(first, picture.values());
        projected.ifPresent(
                file -> file.write(first, projection.orElseThrow().apply(picture.values(), picture.count())));
    }

    /**
     * Closes the gaps that unused slots leave: slot {@code slots[i]} becomes slot {@code i}, and only these remain.
     *
     * @param slots ascending; not to be called while others fill slots
     */
    public synchronized void keep(final int[] slots) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != i) {
                move(patches, slots[i], i);
                final int to = i;
                projected.ifPresent(file -> move(file, slots[to], to));
            }
        }
        pictures = slots.length;
        mapped = Optional.empty();
    }

    private void move(final FloatFile file, final int from, final int to) {
        final float[] values = new float[patchesPerPicture() * file.columns()];
        // The file ends with the last slot that was filled.
        file.matrix((from + 1) * patchesPerPicture())
                .copyRows(from * patchesPerPicture(), patchesPerPicture(), values, 0);
        file.write(to * patchesPerPicture(), values);
    }

    /**
     * {@return the patches of one picture, copied}
     *
     * @param slot the picture's number, from 0
     */
    public Patches picture(final int slot) {
        final float[] values = new float[patchesPerPicture() * dimension];
        matrix().copyRows(slot * patchesPerPicture(), patchesPerPicture(), values, 0);
        return new Patches(height, width, dimension, values);
    }

    /** {@return all patches, {@code [pictures * patchesPerPicture, dimension]}; valid until this is closed} */
    public synchronized FloatMatrix matrix() {
        // Mapping a large file anew for each picture would take longer than reading the picture.
        if (mapped.isEmpty()) {
            mapped = Optional.of(patches.matrix(pictures * patchesPerPicture()));
        }
        return mapped.get();
    }

    /** {@return all patches as the coreset is to see them: projected, or as they are; valid until this is closed} */
    public FloatMatrix projections() {
        return projected
                .map(file -> file.matrix(pictures * patchesPerPicture()))
                .orElseGet(this::matrix);
    }

    /** {@return how many pictures there are} */
    public synchronized int pictures() {
        return pictures;
    }

    /**
     * Makes another store of the same pictures, once; it is closed with this one.
     *
     * @param key tells it from others that are made of this store
     * @param make makes it, when it is asked for the first time
     * @return the store that was made
     */
    public PatchStore derived(final Object key, final Supplier<PatchStore> make) {
        // Not under the lock of this store, which the threads that fill the other one need to read from it.
        synchronized (derived) {
            final PatchStore known = derived.get(key);
            if (known != null) {
                return known;
            }
            final PatchStore made = make.get();
            derived.put(key, made);
            return made;
        }
    }

    /** {@return the projection that was applied, if any} */
    public Optional<RandomProjection> projection() {
        return projection;
    }

    @Override
    public void close() {
        derived.values().forEach(PatchStore::close);
        patches.close();
        projected.ifPresent(FloatFile::close);
    }
}
