package io.blemish.artifact;

/**
 * One entry of a model file as its description records it.
 *
 * @param bytes its size
 * @param sha256 of its content
 */
public record Entry(long bytes, String sha256) {
    /** Checks the ranges. */
    public Entry {
        Ranges.within(bytes, "the size of an entry", 0, Long.MAX_VALUE);
        Ranges.present(sha256, "sha256");
    }
}
