package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.drift.Observation;
import io.blemish.prediction.Prediction;
import java.util.Optional;

/** The outcome for one of several pictures: a verdict, or the reason why there is none. */
public sealed interface Outcome {
    /**
     * {@return the verdict}
     *
     * @throws BlemishException if there is none
     */
    Prediction orElseThrow();

    /** {@return the verdict, if there is one} */
    Optional<Prediction> prediction();

    /** {@return how long the stages of the verdict took; empty if there is none} */
    default Optional<StageTimes> stageTimes() {
        return Optional.empty();
    }

    /** {@return what a monitor of drift needs to know of the picture; empty if there is no verdict} */
    default Optional<Observation> observation() {
        return Optional.empty();
    }

    /**
     * The picture was judged.
     *
     * @param verdict on the picture
     * @param times of its stages
     * @param seen what a monitor of drift needs to know of it
     */
    record Judged(Prediction verdict, StageTimes times, Observation seen) implements Outcome {
        @Override
        public Prediction orElseThrow() {
            return verdict;
        }

        @Override
        public Optional<Prediction> prediction() {
            return Optional.of(verdict);
        }

        @Override
        public Optional<StageTimes> stageTimes() {
            return Optional.of(times);
        }

        @Override
        public Optional<Observation> observation() {
            return Optional.of(seen);
        }
    }

    /**
     * The picture could not be read or judged.
     *
     * @param picture its name
     * @param reason a sentence for the user
     */
    record Refused(String picture, BlemishException reason) implements Outcome {
        @Override
        public Prediction orElseThrow() {
            throw reason;
        }

        @Override
        public Optional<Prediction> prediction() {
            return Optional.empty();
        }
    }
}
