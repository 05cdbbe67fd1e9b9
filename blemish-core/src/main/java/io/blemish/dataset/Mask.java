package io.blemish.dataset;

import java.nio.file.Path;

/** What is known of where the defect lies. */
public sealed interface Mask {
    /** Nowhere: the part is good. */
    record None() implements Mask {}

    /** The part has a defect, but nobody drew where. */
    record Unknown() implements Mask {}

    /**
     * A picture of the same size as the sample's, in which every pixel that is not black belongs to the defect.
     *
     * @param file the picture
     */
    record Picture(Path file) implements Mask {}
}
