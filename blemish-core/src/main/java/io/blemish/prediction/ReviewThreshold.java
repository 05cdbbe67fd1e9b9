package io.blemish.prediction;

/**
 * A second threshold below the first: a person looks at the pictures with a score between the two.
 *
 * @param share of good pictures that may lie above this threshold, so that a person looks at them or they raise a false alarm
 * @param threshold a person looks at a picture with a score above this, unless it is anomalous
 * @param pixelThreshold in such a picture a pixel belongs to a region where the map is above this
 * @param above how many scores of good pictures may lie above this threshold
 */
public record ReviewThreshold(double share, float threshold, float pixelThreshold, int above) {}
