package io.blemish.prediction;

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
 */
public record Region(int x, int y, int width, int height, long area, float peak, int peakX, int peakY) {}
