package io.blemish.evaluation;

import io.blemish.dataset.Label;
import io.blemish.dataset.Sample;
import io.blemish.image.BitMask;
import io.blemish.prediction.Prediction;
import java.util.Optional;

/**
 * A labelled picture and the verdict on it.
 *
 * @param sample the picture
 * @param prediction the verdict
 * @param truth where the defect is, in pixels of the anomaly map; empty where nobody drew it
 */
public record JudgedSample(Sample sample, Prediction prediction, Optional<BitMask> truth) {
    /** Whether the picture shows a defect. */
    public boolean anomalous() {
        return sample.label() == Label.ANOMALOUS;
    }
}
