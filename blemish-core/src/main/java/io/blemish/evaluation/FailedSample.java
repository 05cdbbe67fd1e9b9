package io.blemish.evaluation;

import io.blemish.dataset.Sample;

/**
 * A picture of the data set that could not be judged.
 *
 * @param sample the picture
 * @param reason a sentence that gives the reason
 */
public record FailedSample(Sample sample, String reason) {}
