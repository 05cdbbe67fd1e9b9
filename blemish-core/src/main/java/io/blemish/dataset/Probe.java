package io.blemish.dataset;

import io.blemish.InputException;
import java.util.OptionalLong;

/** Opens a sample's picture and mask to see whether they can be read. */
@FunctionalInterface
public interface Probe {
    /**
     * Opens both.
     *
     * @throws InputException when either cannot be read, or their sizes differ; the sentence names the file
     */
    Seen look(Sample sample);

    /**
     * What was seen.
     *
     * @param width the picture's, in pixels
     * @param height the picture's, in pixels
     * @param defect how many pixels belong to the defect, where that is known
     */
    record Seen(int width, int height, OptionalLong defect) {}
}
