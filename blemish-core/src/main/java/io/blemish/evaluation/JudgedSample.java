package io.blemish.evaluation;

import io.blemish.dataset.Sample;
import io.blemish.prediction.Prediction;

/**
 * A labelled picture and the verdict on it.
 *
 * @param sample the picture
 * @param prediction the verdict
 */
public record JudgedSample(Sample sample, Prediction prediction) {}
