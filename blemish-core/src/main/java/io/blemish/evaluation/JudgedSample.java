package io.blemish.evaluation;

import io.blemish.dataset.Label;
import io.blemish.dataset.Sample;
import io.blemish.image.BitMask;
import io.blemish.model.StageTimes;
import io.blemish.prediction.Prediction;
import java.util.Optional;
import java.util.function.Supplier;

/** A labelled picture and the verdict on it. Its map and its mask are read from a file whenever they are asked for. */
public final class JudgedSample {
    private final Sample sample;
    private final Prediction prediction;
    private final Optional<Supplier<BitMask>> truth;
    private final Optional<StageTimes> times;

    /**
     * A judged picture of which it is not known how long it took.
     *
     * @param sample the picture
     * @param prediction the verdict
     * @param truth gives the defect's mask in pixels of the anomaly map; empty if nobody drew it
     */
    public JudgedSample(final Sample sample, final Prediction prediction, final Optional<Supplier<BitMask>> truth) {
        this(sample, prediction, truth, Optional.empty());
    }

    /**
     * A judged picture.
     *
     * @param sample the picture
     * @param prediction the verdict
     * @param truth gives the defect's mask in pixels of the anomaly map; empty if nobody drew it
     * @param times of the stages, if they are known
     */
    public JudgedSample(
            final Sample sample,
            final Prediction prediction,
            final Optional<Supplier<BitMask>> truth,
            final Optional<StageTimes> times) {
        this.sample = sample;
        this.prediction = prediction;
        this.truth = truth;
        this.times = times;
    }

    /** {@return how long the stages of the verdict took, if that is known} */
    public Optional<StageTimes> times() {
        return times;
    }

    /** {@return the picture} */
    public Sample sample() {
        return sample;
    }

    /** {@return the verdict} */
    public Prediction prediction() {
        return prediction;
    }

    /** {@return whether somebody drew the defect, or the picture is known to have none} */
    public boolean hasTruth() {
        return truth.isPresent();
    }

    /** {@return the mask of the defect, in pixels of the anomaly map; empty if nobody drew it} */
    public Optional<BitMask> truth() {
        return truth.map(Supplier::get);
    }

    /** {@return whether the picture shows a defect} */
    public boolean anomalous() {
        return sample.label() == Label.ANOMALOUS;
    }
}
