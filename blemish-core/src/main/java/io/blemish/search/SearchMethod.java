package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/** A way to find the nearest entries of a memory bank, with its options. */
public interface SearchMethod {
    /** {@return its name on the command line and its type in {@code model.json}, the same for all options} */
    String name();

    /**
     * Builds the index of a bank.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param seed of random numbers, if the method draws any
     * @param workers threads to use; the index does not depend on them
     * @param progress is told how far the index is
     * @return the index of the bank, to be kept in the model file
     * @throws io.blemish.BlemishException if a value is not finite, or the bank does not suit the options
     */
    SearchIndex index(FloatMatrix bank, long seed, Workers workers, Progress progress);

    /**
     * Reads an index that {@link SearchIndex#write} wrote. Arrays are mapped, not read.
     *
     * @param file that holds the index
     * @return the index that was written
     * @throws io.blemish.BlemishException if the index is damaged
     */
    SearchIndex read(ArtifactFile file);

    /** {@return the type of its indices' {@link SearchIndex#description}} */
    Class<? extends SearchDescription> descriptionType();
}
