package io.blemish.model;

/**
 * A training picture whose score stands out, so that it may not be good.
 *
 * @param name of the picture
 * @param score that a detector gave which had not seen it
 * @param timesMedian the score, divided by the median of all training pictures' scores
 */
public record OddPicture(String name, float score, double timesMedian) {}
