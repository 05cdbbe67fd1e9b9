package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import java.util.Comparator;
import java.util.List;

/**
 * The judged pictures, divided into right and wrong verdicts.
 *
 * @param missed defective pictures that are judged good, lowest score first
 * @param falseAlarms good pictures that are judged defective, highest score first
 * @param found defective pictures that are judged defective, highest score first
 * @param passed good pictures that are judged good, highest score first
 */
record Verdicts(
        List<JudgedSample> missed,
        List<JudgedSample> falseAlarms,
        List<JudgedSample> found,
        List<JudgedSample> passed) {
    private static final Comparator<JudgedSample> BY_NAME =
            Comparator.comparing(judged -> judged.sample().id());
    private static final Comparator<JudgedSample> LOWEST_FIRST = Comparator.<JudgedSample>comparingDouble(
                    judged -> judged.prediction().score())
            .thenComparing(BY_NAME);
    private static final Comparator<JudgedSample> HIGHEST_FIRST = Comparator.<JudgedSample>comparingDouble(
                    judged -> -judged.prediction().score())
            .thenComparing(BY_NAME);

    static Verdicts of(final Evaluation evaluation) {
        return new Verdicts(
                sorted(evaluation, true, false, LOWEST_FIRST),
                sorted(evaluation, false, true, HIGHEST_FIRST),
                sorted(evaluation, true, true, HIGHEST_FIRST),
                sorted(evaluation, false, false, HIGHEST_FIRST));
    }

    private static List<JudgedSample> sorted(
            final Evaluation evaluation,
            final boolean defective,
            final boolean alarm,
            final Comparator<JudgedSample> order) {
        return evaluation.samples().stream()
                .filter(judged ->
                        judged.anomalous() == defective && judged.prediction().anomalous() == alarm)
                .sorted(order)
                .toList();
    }

    /** The share of the defective pictures that were found. */
    Share defectsFound() {
        return new Share(found.size(), (long) found.size() + missed.size());
    }

    /** The share of the good pictures that were judged defective. */
    Share falseAlarmShare() {
        return new Share(falseAlarms.size(), (long) falseAlarms.size() + passed.size());
    }
}
