package io.blemish.server.fits;

import io.blemish.evaluation.Judgement;
import java.util.List;

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
     * @param pictures how many pictures the model was fitted to
     * @param threshold a picture is anomalous where its score is above this
     * @param supported whether the pictures are enough for the share of false alarms that was asked for
     * @param expectedFalseAlarms the largest share of good pictures that is expected to raise a false alarm
     * @param falseAlarmBound the share that false alarms do not exceed with {@code confidence}
     * @param confidence of the bound
     * @param odd the pictures that stand out, the highest score first
     * @param failures sentences about the pictures that could not be used
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
            List<String> failures) {
        /** Copies the lists. */
        public Report {
            odd = List.copyOf(odd);
            failures = List.copyOf(failures);
        }
    }

    /**
     * A picture whose score stands out, so that it may not be good.
     *
     * @param id of the picture
     * @param name of the picture
     * @param timesMedian its score, divided by the median of all scores
     */
    public record Odd(String id, String name, double timesMedian) {}
}
