package io.blemish.export;

/**
 * How a graph that judges as its model was compared with it.
 *
 * @param pictures how many pictures both judged, with the same verdicts
 * @param source where these pictures come from
 * @param scoreDifference the largest difference of two scores, as a share of the model's
 * @param mapDifference the largest difference of two maps, as a share of the model's largest value
 */
public record CheckSummary(int pictures, PictureOrigin source, double scoreDifference, double mapDifference) {}
