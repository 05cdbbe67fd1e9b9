package io.blemish.comparison;

import io.blemish.evaluation.JudgedSample;

/**
 * A labelled picture that two models judged.
 *
 * @param model the picture with the verdict of the model
 * @param against the same picture with the verdict of the model that it is compared with
 */
public record JudgedPair(JudgedSample model, JudgedSample against) {
    /** {@return whether the verdicts differ} */
    public boolean differs() {
        return model.prediction().verdict() != against.prediction().verdict();
    }

    /** {@return whether the picture shows a defect} */
    public boolean anomalous() {
        return model.anomalous();
    }

    /** Whether only the first of two verdicts raises an alarm. */
    static boolean onlyFirstAlarms(final JudgedSample first, final JudgedSample second) {
        return first.prediction().anomalous() && !second.prediction().anomalous();
    }
}
