package io.blemish.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A connected part (8 neighbours) of an anomaly map above the pixel threshold. All in pixels of the picture as it was
 * given, not of the network's input.
 *
 * @param x left edge of the bounding box
 * @param y top edge of the bounding box
 * @param width of the bounding box
 * @param height of the bounding box
 * @param area how many pixels the region covers
 * @param peak the map's largest value in the region
 * @param peakX the column of that value
 * @param peakY the row of that value
 * @param evidence the normal patch that the region was compared with; empty if the model keeps no patches
 */
public record Region(
        int x,
        int y,
        int width,
        int height,
        long area,
        float peak,
        int peakX,
        int peakY,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Evidence> evidence) {
    /**
     * A region without evidence.
     *
     * @param x left edge of the bounding box
     * @param y top edge of the bounding box
     * @param width width of the bounding box
     * @param height height of the bounding box
     * @param area number of pixels that the region covers
     * @param peak the map's largest value in the region
     * @param peakX the column of that value
     * @param peakY the row of that value
     */
    public Region(
            final int x,
            final int y,
            final int width,
            final int height,
            final long area,
            final float peak,
            final int peakX,
            final int peakY) {
        this(x, y, width, height, area, peak, peakX, peakY, Optional.empty());
    }

    /**
     * {@return the same region with other evidence}
     *
     * @param value the evidence, if there is any
     */
    public Region with(final Optional<Evidence> value) {
        return new Region(x, y, width, height, area, peak, peakX, peakY, value);
    }
}
