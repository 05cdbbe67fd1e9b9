package io.blemish.comparison;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.dataset.Sample;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.model.StageTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How long a model takes for a picture: one after the other, after a few that do not count, in the middle of many.
 *
 * @param times of each picture that counts
 */
record Stopwatch(List<StageTimes> times) {
    /** Enough that their median hardly depends on what else the computer does. */
    private static final int TIMED = 50;

    /** Enough for the JIT to have seen every path. */
    private static final int WARM_UP = 8;

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Takes the times.
     *
     * @param model opened with all threads that one picture may have
     * @param samples to take pictures from, evenly; those that cannot be read are passed over
     */
    static Stopwatch take(final Model model, final List<Sample> samples) {
        final List<RgbImage> pictures = pictures(samples);
        final List<StageTimes> times = new ArrayList<>();
        for (int i = 0; i < WARM_UP + TIMED; i++) {
            final Picture picture = Picture.of("", pictures.get(i % pictures.size()));
            final Outcome outcome = model.predict(List.of(picture)).get(0);
            if (i >= WARM_UP && outcome instanceof Outcome.Judged judged) {
                times.add(judged.times());
            }
        }
        return new Stopwatch(times);
    }

    private static List<RgbImage> pictures(final List<Sample> samples) {
        final ImageDecoder decoder = new ImageDecoder();
        final List<RgbImage> pictures = new ArrayList<>();
        final int wanted = Math.min(TIMED, samples.size());
        for (int i = 0; i < wanted; i++) {
            try {
                pictures.add(decoder.decode(
                        samples.get((int) ((long) i * samples.size() / wanted)).picture()));
            } catch (final BlemishException e) {
                // The evaluation names it; others are as good for taking times.
            }
        }
        if (pictures.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL, "None of the test pictures that were to be timed can be read.");
        }
        return pictures;
    }

    double millis(final ToLongFunction<StageTimes> stage) {
        final long[] sorted = times.stream().mapToLong(stage).sorted().toArray();
        final int half = sorted.length / 2;
        final double median = sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
        return median / NANOS_PER_MILLI;
    }
}
