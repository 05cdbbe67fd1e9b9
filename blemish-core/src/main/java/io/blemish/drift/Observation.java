package io.blemish.drift;

import io.blemish.image.Appearance;

/**
 * What a monitor of drift needs to know of a picture.
 *
 * @param score of the picture
 * @param typicalDistance the median distance of its patches from the normal, which a defect hardly moves
 * @param appearance its light, colour, focus and edges
 */
public record Observation(float score, float typicalDistance, Appearance appearance) {}
