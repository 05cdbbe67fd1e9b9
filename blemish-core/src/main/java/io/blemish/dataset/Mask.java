package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which pixels of a sample belong to the defect, as far as that is known. {@link MaskDecoder} reads it. */
public sealed interface Mask {
    /** The part is good, so no pixel does. */
    record None() implements Mask {}

    /** The part has a defect, but nobody drew where. */
    record Unknown() implements Mask {}

    /**
     * A picture of the same size as the sample's, in which every pixel that is not black belongs to the defect.
     *
     * @param file the picture
     */
    record Picture(Path file) implements Mask {}

    /**
     * A picture of the same size as the sample's, in which every pixel of one of some colours belongs to the defect.
     *
     * @param file the picture
     * @param colours of defects, each {@code 0xRRGGBB}
     */
    record Colours(Path file, Set<Integer> colours) implements Mask {
        /**
         * Copies the set.
         *
         * @param file the picture
         * @param colours of defects, each {@code 0xRRGGBB}; copied
         */
        public Colours {
            colours = Set.copyOf(colours);
        }
    }

    /**
     * One frame of a NumPy array {@code [frames, height, width]}, in which every value that is not zero belongs to the
     * defect.
     *
     * @param file the {@code .npy} file
     * @param frame which frame, from 0
     */
    record NpyFrame(Path file, int frame) implements Mask {}

    /**
     * Several pictures, each of the same size as the sample's and with one part of the defect; together they show all of
     * it. A pixel's grey level, if it is not 0, names the kind of defect and so the area that saturates it.
     *
     * @param files the pictures
     * @param saturations the area of each kind, by grey level in {@code [1, 255]}; empty if the data set gives none
     */
    record Parts(List<Path> files, Map<Integer, Saturation> saturations) implements Mask {
        /**
         * Copies the list and the map.
         *
         * @param files the pictures of the parts; copied
         * @param saturations the area of each kind, by grey level in {@code [1, 255]}; empty if the data set gives none;
         *     copied
         */
        public Parts {
            files = List.copyOf(files);
            saturations = Map.copyOf(saturations);
        }
    }

    /**
     * The area of a defect that must be found for it to count as found in full (Bergmann et al., Beyond Dents and
     * Scratches, 2022, section 4): a missing part may be marked anywhere in a region, but no more than its own area.
     *
     * @param threshold a share of the part's area in {@code [0, 1]}, or else a number of pixels
     * @param relative whether it is a share
     */
    record Saturation(double threshold, boolean relative) {
        /**
         * The area that saturates a part.
         *
         * @param area the part's pixels
         * @return pixels, at most {@code area}
         */
        public double of(final long area) {
            return relative ? threshold * area : Math.min(threshold, (double) area);
        }
    }
}
