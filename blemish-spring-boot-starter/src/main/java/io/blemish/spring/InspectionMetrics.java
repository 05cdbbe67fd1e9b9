package io.blemish.spring;

import io.blemish.prediction.Prediction;
import java.util.Map;
import java.util.function.Supplier;

/** Counts inspections and measures their times. */
interface InspectionMetrics {
    /** It does nothing; an application without Micrometer has it. */
    InspectionMetrics NONE = new InspectionMetrics() {
        @Override
        public void queue(final Supplier<Number> length, final int capacity) {}

        @Override
        public void serving(final Map<String, String> versions) {}

        @Override
        public void stages(
                final long queue, final long decode, final long network, final long score, final long total) {}

        @Override
        public void verdict(final String model, final String version, final Prediction prediction) {}

        @Override
        public void refused(final Problem problem) {}
    };

    /** How many pictures wait, whenever that is asked for, and how many may. */
    void queue(Supplier<Number> length, int capacity);

    /** The version of each model that serves. */
    void serving(Map<String, String> versions);

    /** How long a picture spent in each stage, in nanoseconds. */
    void stages(long queue, long decode, long network, long score, long total);

    /** A verdict was given. */
    void verdict(String model, String version, Prediction prediction);

    /** A picture was refused. */
    void refused(Problem problem);
}
