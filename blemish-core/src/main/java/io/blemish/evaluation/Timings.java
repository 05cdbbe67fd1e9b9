package io.blemish.evaluation;

/**
 * How long an evaluation took.
 *
 * @param pictures how many were judged
 * @param seconds from the first picture's reading to the last verdict, metrics not counted
 * @param threads how many threads worked
 */
public record Timings(int pictures, double seconds, int threads) {
    /** Pictures judged in a second. */
    public double picturesPerSecond() {
        return seconds > 0 ? pictures / seconds : 0;
    }
}
