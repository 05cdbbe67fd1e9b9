package io.blemish.prediction;

/**
 * The normal patch that is nearest to the worst patch of a region: what the model compared it with. The box is in pixels of a
 * training picture of the size of the judged picture; if the model cuts pictures into tiles, in those of the training picture itself.
 *
 * @param picture the name of the training picture
 * @param x left edge of the patch
 * @param y top edge of the patch
 * @param width of the patch
 * @param height of the patch
 * @param distance between the two patches' features
 */
public record Evidence(String picture, int x, int y, int width, int height, float distance) {}
