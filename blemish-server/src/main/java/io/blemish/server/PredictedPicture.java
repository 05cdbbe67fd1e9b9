package io.blemish.server;

import io.blemish.drift.Observation;
import io.blemish.image.RgbImage;
import io.blemish.prediction.Prediction;

/**
 * A picture with its verdict.
 *
 * @param picture as it was sent
 * @param image the decoded picture
 * @param prediction the verdict
 * @param times how long the stages took
 * @param seen what the watch for drift needs to know of it
 */
record PredictedPicture(
        SentPicture picture, RgbImage image, Prediction prediction, StageTimes times, Observation seen) {}
