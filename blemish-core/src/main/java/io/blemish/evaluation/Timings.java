package io.blemish.evaluation;

/**
 * How long an evaluation took.
 *
 * @param pictures how many were judged
 * @param seconds from the first picture's reading to the last verdict, metrics not counted
 * @param threads how many threads worked
 */
public record Timings(int pictures, double seconds, int threads) {
    /** {@return the number of pictures judged in a second by all threads; 0 if {@code seconds} is 0} */
    public double picturesPerSecond() {
        return seconds > 0 ? pictures / seconds : 0;
    }
}
