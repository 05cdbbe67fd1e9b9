package io.blemish.embedding;

import java.io.Serializable;

/**
 * What is asked of a picture's patches, on the machine where they lie. It is sent there, and must give the same wherever it runs.
 *
 * @param <R> the answer, which is sent back
 */
@FunctionalInterface
public interface PatchFunction<R> extends Serializable {
    /**
     * Asks one picture.
     *
     * @param patches of the picture; not to be changed
     * @return the answer
     */
    R apply(Patches patches);
}
