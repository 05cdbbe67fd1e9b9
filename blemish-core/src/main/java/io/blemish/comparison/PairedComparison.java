package io.blemish.comparison;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.evaluation.LabelledScores;
import io.blemish.metric.AurocDifference;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.McNemar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two models on the same labelled pictures. All figures are of the pictures that both could judge.
 *
 * @param dataset the data set's name
 * @param model how the model did
 * @param against how the model did that it is compared with
 * @param auroc the difference of their image AUROC; empty if there are fewer than two pictures of either kind
 * @param found defective pictures that only one of them finds
 * @param falseAlarms good pictures that only one of them judges good: the first count is of the model
 * @param pairs the pictures, in the data set's order
 */
public record PairedComparison(
        String dataset,
        Side model,
        Side against,
        Optional<AurocDifference> auroc,
        McNemar found,
        McNemar falseAlarms,
        List<JudgedPair> pairs) {
    /**
     * Copies the list.
     *
     * @param dataset the data set's name
     * @param model how the model did
     * @param against how the model did that it is compared with
     * @param auroc the difference of their image AUROC; empty if there are fewer than two pictures of either kind
     * @param found counts of defective pictures that only one of them finds
     * @param falseAlarms counts of good pictures that only one of them judges good
     * @param pairs the pictures, in the data set's order; copied
     */
    public PairedComparison {
        pairs = List.copyOf(pairs);
    }

    /**
     * How one of the two models did.
     *
     * @param name its name, as the caller gave it
     * @param threshold a picture is judged defective if its score is above this
     * @param interval the 95% bootstrap interval of its image AUROC; empty if that is not defined
     * @param decisions right and wrong ones at its threshold
     */
    public record Side(String name, float threshold, Optional<AurocInterval> interval, ConfusionCounts decisions) {
        private static Side of(final Evaluation evaluation, final LabelledScores scores) {
            final float threshold = evaluation.calibration().threshold();
            return new Side(evaluation.model(), threshold, scores.aurocInterval(), scores.above(threshold));
        }
    }

    /**
     * Compares two evaluations of one data set.
     *
     * @param model the evaluation of the model
     * @param against the evaluation of the model that it is compared with
     * @return the comparison; its maps can be read until the evaluations are closed
     */
    public static PairedComparison of(final Evaluation model, final Evaluation against) {
        final Map<String, JudgedSample> others = against.samples().stream()
                .collect(Collectors.toMap(judged -> judged.sample().id(), Function.identity()));
        final List<JudgedPair> pairs = model.samples().stream()
                .flatMap(
                        judged -> Optional.ofNullable(others.get(judged.sample().id()))
                                .map(other -> new JudgedPair(judged, other))
                                .stream())
                .toList();
        final LabelledScores first =
                LabelledScores.of(pairs.stream().map(JudgedPair::model).toList());
        final LabelledScores second =
                LabelledScores.of(pairs.stream().map(JudgedPair::against).toList());
        return new PairedComparison(
                model.dataset(),
                Side.of(model, first),
                Side.of(against, second),
                first.difference(second),
                McNemar.exact(onlyModelAlarms(pairs, true), onlyAgainstAlarms(pairs, true)),
                McNemar.exact(onlyAgainstAlarms(pairs, false), onlyModelAlarms(pairs, false)),
                pairs);
    }

    /** How many pictures of a kind raise an alarm of the model alone. */
    private static long onlyModelAlarms(final List<JudgedPair> pairs, final boolean anomalous) {
        return pairs.stream()
                .filter(pair -> pair.anomalous() == anomalous)
                .filter(pair -> JudgedPair.onlyFirstAlarms(pair.model(), pair.against()))
                .count();
    }

    private static long onlyAgainstAlarms(final List<JudgedPair> pairs, final boolean anomalous) {
        return pairs.stream()
                .filter(pair -> pair.anomalous() == anomalous)
                .filter(pair -> JudgedPair.onlyFirstAlarms(pair.against(), pair.model()))
                .count();
    }

    /** {@return the pictures on which the verdicts differ, in the data set's order} */
    public List<JudgedPair> differing() {
        return pairs.stream().filter(JudgedPair::differs).toList();
    }

    /** {@return which model is better, or that they tie, in a sentence} */
    public String sentence() {
        if (auroc.isEmpty()) {
            return "Without two good and two defective pictures that both judged, there is no accuracy to compare.";
        }
        final AurocDifference difference = auroc.get();
        if (difference.tie()) {
            return Comparison.tie(model.name(), against.name());
        }
        if (difference.low() == difference.high()) {
            // No pair of pictures disagrees with another one, so these pictures show no spread at all.
            return "The pictures are too few to tell how sure it is that " + model.name() + " and " + against.name()
                    + " differ: judge more of them.";
        }
        final boolean better = difference.low() > 0;
        return String.format(
                Locale.ROOT,
                "%s is better than %s on these pictures: its image AUROC is higher by %.3f (95%%: %.3f to %.3f).",
                (better ? model : against).name(),
                (better ? against : model).name(),
                Math.abs(difference.difference()),
                better ? difference.low() : -difference.high(),
                better ? difference.high() : -difference.low());
    }

    /**
     * A row of the table of both models, in words for people.
     *
     * @param figure the name of the figure
     * @param model its value for the model
     * @param against its value for the other model
     * @param difference what is known of the difference; empty text if there is nothing to say
     */
    public record Row(String figure, String model, String against, String difference) {}

    /** {@return the figures of both models and their differences} */
    public List<Row> rows() {
        return List.of(
                new Row("image AUROC", auroc(AurocDifference::first), auroc(AurocDifference::second), difference()),
                new Row("95% interval", interval(model), interval(against), ""),
                new Row("threshold", score(model.threshold()), score(against.threshold()), ""),
                new Row("defects found", found(model), found(against), onlyOne(found)),
                new Row("false alarms", falseAlarms(model), falseAlarms(against), onlyOne(falseAlarms)));
    }

    private String auroc(final Function<AurocDifference, Double> side) {
        return auroc.map(side).map(value -> metric("%.4f", value)).orElse("not defined");
    }

    private String difference() {
        return auroc.map(one -> metric("%+.4f", one.difference()) + " (95%: " + metric("%+.4f", one.low()) + " to "
                        + metric("%+.4f", one.high()) + ")")
                .orElse("");
    }

    private static String interval(final Side side) {
        return side.interval()
                .map(one -> metric("%.4f", one.low()) + " to " + metric("%.4f", one.high()))
                .orElse("not defined");
    }

    private static String score(final float value) {
        return metric("%.4f", value);
    }

    private static String metric(final String format, final double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String found(final Side side) {
        return of(
                side.decisions().truePositives(),
                side.decisions().truePositives() + side.decisions().falseNegatives());
    }

    private static String falseAlarms(final Side side) {
        return of(
                side.decisions().falsePositives(),
                side.decisions().falsePositives() + side.decisions().trueNegatives());
    }

    private static String of(final long count, final long all) {
        return String.format(Locale.ROOT, "%,d of %,d", count, all);
    }

    private static String onlyOne(final McNemar test) {
        return String.format(
                Locale.ROOT,
                "only the first is right: %,d, only the second: %,d (p = %.3f)",
                test.onlyFirst(),
                test.onlySecond(),
                test.p());
    }
}
