package io.blemish.drift;

import io.blemish.artifact.Ranges;

/**
 * How drift is watched.
 *
 * @param falseAlarms the probability that pictures like those of the training ever raise an alarm, however many they are; in
 *     {@code (0, 1)}
 * @param defects the share of defective pictures that is no drift, in {@code [0, 1)}
 * @param seed of the random choices
 */
public record DriftOptions(double falseAlarms, double defects, long seed) {
    /** One false alarm in the lives of a hundred models, and one defective picture in twenty. */
    public static final DriftOptions DEFAULT = new DriftOptions(0.01, 0.05, 0);

    private static final double LEAST = 1e-12;
    private static final double MOST = 0.999;

    /**
     * Checks the ranges.
     *
     * @param falseAlarms the probability that pictures like those of the training ever raise an alarm
     * @param defects the share of defective pictures that is no drift
     * @param seed of the random choices
     */
    public DriftOptions {
        Ranges.within(falseAlarms, "the share of false alarms", LEAST, MOST);
        Ranges.within(defects, "the share of defects", 0, MOST);
    }

    /**
     * {@return the same with another bound of false alarms}
     *
     * @param value in {@code (0, 1)}
     */
    public DriftOptions withFalseAlarms(final double value) {
        return new DriftOptions(value, defects, seed);
    }

    /**
     * {@return the same with another share of defects}
     *
     * @param value in {@code [0, 1)}
     */
    public DriftOptions withDefects(final double value) {
        return new DriftOptions(falseAlarms, value, seed);
    }

    /**
     * {@return the same with another seed}
     *
     * @param value the start of the random choices
     */
    public DriftOptions withSeed(final long value) {
        return new DriftOptions(falseAlarms, defects, value);
    }
}
