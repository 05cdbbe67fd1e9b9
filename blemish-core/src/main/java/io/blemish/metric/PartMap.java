package io.blemish.metric;

import java.util.List;

/**
 * An anomaly map and the parts of the defect in the same picture. Parts may overlap.
 *
 * @param map its mask is the union of all parts, or empty for a picture without defect
 * @param parts the drawn parts; none for a picture without defect
 */
public record PartMap(PixelMap map, List<Part> parts) {
    /**
     * Copies the list.
     *
     * @param map the anomaly map; its mask is the union of all parts, or empty for a picture without defect
     * @param parts the drawn parts; none for a picture without defect; copied
     */
    public PartMap {
        parts = List.copyOf(parts);
    }

    /** One drawn part of a defect. */
    public static final class Part {
        private final int[] pixels;
        private final double saturation;

        /**
         * Takes the array without copying it; it must not be changed afterwards.
         *
         * @param pixels indices of the part's values in the map, counted row by row from the top; at least one
         * @param saturation how many of them must be found so that the part counts as found in full, above 0
         * @throws IllegalArgumentException if there is no pixel or the saturation is not above 0
         */
        public Part(final int[] pixels, final double saturation) {
            if (pixels.length == 0 || !(saturation > 0)) {
                throw new IllegalArgumentException(
                        "a part needs a pixel and a saturation above 0, not " + pixels.length + " and " + saturation);
            }
            this.pixels = pixels;
            this.saturation = saturation;
        }

        /** {@return the indices of the part's values in the map, not copied} */
        public int[] pixels() {
            return pixels;
        }

        /** {@return the number of pixels that must be found so that the part counts as found in full} */
        public double saturation() {
            return saturation;
        }

        /** How much the found share of the part grows, in {@code [0, 1]}, by one pixel after {@code found} pixels. */
        double gain(final int found) {
            return Math.min(1, (found + 1) / saturation) - Math.min(1, found / saturation);
        }
    }
}
