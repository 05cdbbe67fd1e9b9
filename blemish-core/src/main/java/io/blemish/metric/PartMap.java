package io.blemish.metric;

import java.util.List;

/**
 * An anomaly map and the parts of the defect in the same picture. Parts may overlap.
 *
 * @param map whose mask is all parts together, or empty for a picture without defect
 * @param parts the drawn parts; none for a picture without defect
 */
public record PartMap(PixelMap map, List<Part> parts) {
    /** Copies the list. */
    public PartMap {
        parts = List.copyOf(parts);
    }

    /**
     * One drawn part of a defect.
     *
     * @param pixels which of the map's values belong to it, counted row by row from the top; at least one; not to be
     *     changed
     * @param saturation how many of them must be found for the part to count as found in full, above 0
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    public record Part(int[] pixels, double saturation) {
        /** Checks the ranges. */
        public Part {
            if (pixels.length == 0 || !(saturation > 0)) {
                throw new IllegalArgumentException(
                        "a part needs a pixel and a saturation above 0, not " + pixels.length + " and " + saturation);
            }
        }

        /** How much more of the part is found with one pixel more than so many, in {@code [0, 1]}. */
        double gain(final int found) {
            return Math.min(1, (found + 1) / saturation) - Math.min(1, found / saturation);
        }
    }
}
