package io.blemish.detector.patchcore;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;

/**
 * The patches that memory banks are chosen from, wherever they lie: in files of this machine, or on many machines. The same patches
 * give the same banks to the bit.
 */
public interface BankPatches extends AutoCloseable {
    /**
     * {@return the patches in a store of this machine}
     *
     * @param store closed with them
     */
    static BankPatches of(final PatchStore store) {
        return new StoredPatches(store);
    }

    /** {@return how many pictures there are} */
    int pictures();

    /** {@return rows of the grid of patches} */
    int height();

    /** {@return columns of the grid of patches} */
    int width();

    /** {@return how many patches a picture has} */
    default int patchesPerPicture() {
        return height() * width();
    }

    /** {@return the projection in whose image coresets are chosen, if any} */
    Optional<RandomProjection> projection();

    /**
     * Asks something of some pictures.
     *
     * @param pictures their numbers
     * @param function what is asked
     * @param workers threads of this machine to use
     * @param <R> the answers
     * @return the answers in the pictures' order
     */
    <R> List<R> map(int[] pictures, PatchFunction<R> function, Workers workers);

    /**
     * {@return all patches of some pictures where they lie, if that is one place; valid until this is closed}
     *
     * @param pictures their numbers, ascending
     */
    Optional<FloatMatrix> inPlace(int[] pictures);

    /**
     * Copies some patches to this machine.
     *
     * @param rows their numbers among the patches of all pictures, which may be more than 2³¹; in any order
     * @return the patches in the order of their numbers' list, to be closed by the caller
     */
    FloatFile copy(long[] rows);

    /**
     * Chooses the coreset of {@link io.blemish.detector.patchcore.coreset.GreedyCoreset}.
     *
     * @param pictures whose patches are chosen from, ascending
     * @param count how many to choose
     * @param start the first pick
     * @param workers threads of this machine to use
     * @param progress is told how many picks were made
     * @return the picks, as numbers among the patches of these pictures, in the order of picking
     */
    long[] coreset(int[] pictures, int count, long start, Workers workers, Progress progress);

    /**
     * Makes other patches of those of all pictures, once for each function.
     *
     * @param function equal to another one if it does the same
     * @param projection of the other patches, if any
     * @param workers threads of this machine to use
     * @return the other patches, closed with these
     */
    BankPatches derived(PatchFunction<Patches> function, Optional<RandomProjection> projection, Workers workers);

    /**
     * Makes other patches of those of some pictures.
     *
     * @param pictures their numbers; in the result they are counted from 0
     * @param function makes a picture's other patches
     * @param projection of the other patches, if any
     * @param workers threads of this machine to use
     * @return the other patches, to be closed by the caller
     */
    BankPatches derived(
            int[] pictures, PatchFunction<Patches> function, Optional<RandomProjection> projection, Workers workers);

    @Override
    void close();
}
