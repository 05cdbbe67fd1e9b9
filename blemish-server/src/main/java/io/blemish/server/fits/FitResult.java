package io.blemish.server.fits;

import io.blemish.evaluation.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of a fit.
 *
 * @param version the version that the model has become
 * @param report what the fit says of the model
 */
public record FitResult(String version, Report report) {
    /**
     * What a fit says of its model.
     *
     * @param judgement whether the model is of use
     * @param sentence the judgement in words
     * @param pictures how many pictures the model learned from, before an update and in it
     * @param threshold a picture is anomalous where its score is above this
     * @param supported whether the pictures are enough for the share of false alarms that was asked for
     * @param expectedFalseAlarms the largest share of good pictures that is expected to raise a false alarm
     * @param falseAlarmBound the share that false alarms do not exceed with {@code confidence}
     * @param confidence of the bound
     * @param odd the pictures that stand out, the highest score first
     * @param failures sentences about the pictures that could not be used
     * @param update what an update has changed; empty after a fit
     */
    public record Report(
            Judgement judgement,
            String sentence,
            int pictures,
            float threshold,
            boolean supported,
            double expectedFalseAlarms,
            double falseAlarmBound,
            double confidence,
            List<Odd> odd,
            List<String> failures,
            Optional<Update> update) {
        /** Copies the lists. */
        public Report {
            odd = List.copyOf(odd);
            failures = List.copyOf(failures);
        }

        /** The same report with sentences about further pictures that were not used. */
        Report withFailures(final List<String> further) {
            return new Report(
                    judgement,
                    sentence,
                    pictures,
                    threshold,
                    supported,
                    expectedFalseAlarms,
                    falseAlarmBound,
                    confidence,
                    odd,
                    Stream.concat(further.stream(), failures.stream()).toList(),
                    update);
        }
    }

    /**
     * What an update has changed.
     *
     * @param added how many pictures the model learned from in addition
     * @param forgotten how many pictures it forgot
     * @param thresholdBefore the threshold of the version that the update began from
     */
    public record Update(int added, int forgotten, float thresholdBefore) {}

    /**
     * A picture whose score stands out, so that it may not be good.
     *
     * @param id of the picture in the fit; empty if the model knew it before an update
     * @param name of the picture
     * @param timesMedian its score, divided by the median of all scores
     */
    public record Odd(Optional<String> id, String name, double timesMedian) {}
}
