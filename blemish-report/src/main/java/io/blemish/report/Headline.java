package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Judgement;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.F1Max;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.SaturatedPro;
import io.blemish.prediction.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The result in sentences and in figures. */
final class Headline {
    private final Evaluation evaluation;
    private final Share found;
    private final Share falseAlarms;

    Headline(final Evaluation evaluation, final Verdicts verdicts) {
        this.evaluation = evaluation;
        this.found = verdicts.defectsFound();
        this.falseAlarms = verdicts.falseAlarmShare();
    }

    Html toHtml() {
        final List<Html> parts = new ArrayList<>();
        final Judgement judgement = evaluation.judgement();
        parts.add(Element.of("p", "judgement")
                .with("data-kind", judgement.kind() == Judgement.Kind.USABLE ? "good" : "defective")
                .text(judgement.sentence()));
        parts.add(Element.of("p", "verdict").text(sentence()));
        parts.add(Element.of("p", "threshold").text(thresholdInWords()));
        for (final String warning : evaluation.warnings()) {
            parts.add(note(warning));
        }
        if (!evaluation.failures().isEmpty()) {
            parts.add(note(Figures.count(evaluation.failures().size(), "picture", "pictures")
                    + " could not be judged and are in none of the figures; they are listed below."));
        }
        parts.add(Element.of("div", "tiles").holding(tiles()));
        return Element.of("section").with("aria-label", "Result").holding(parts);
    }

    private static Element note(final String sentence) {
        return Element.of("p", "note").with("role", "note").text(sentence);
    }

    private String sentence() {
        final String judged =
                "The model judged " + Figures.count(found.total() + falseAlarms.total(), "picture", "pictures");
        if (!found.isDefined() && !falseAlarms.isDefined()) {
            return "No picture could be judged.";
        }
        if (!found.isDefined()) {
            return judged + ", all of them good. It raised "
                    + alarms() + " (" + falseAlarms.percent()
                    + "). This data set cannot show how many defects it would find.";
        }
        final String defects = "It found " + found + " defects (" + found.percent() + ")";
        if (!falseAlarms.isDefined()) {
            return judged + ", all of them with a defect. " + defects
                    + ". This data set cannot show how many false alarms it would raise.";
        }
        return judged + ": " + Figures.count(found.total()) + " with a defect, " + Figures.count(falseAlarms.total())
                + " good. " + defects + " and raised "
                + alarms() + " on the good ones (" + falseAlarms.percent() + ").";
    }

    private String alarms() {
        return falseAlarms.count() == 0
                ? "no false alarm"
                : Figures.count(falseAlarms.count(), "false alarm", "false alarms");
    }

    private String thresholdInWords() {
        final Calibration calibration = evaluation.calibration();
        final StringBuilder text = new StringBuilder("The threshold is a score of ")
                .append(Figures.score(calibration.threshold()))
                .append(". Of good pictures like the ")
                .append(calibration.heldOut())
                .append(" that it comes from, at most ")
                .append(Figures.promised(calibration.expectedFalseAlarms()))
                .append(" are expected to raise a false alarm; with ")
                .append(Figures.percent(calibration.boundConfidence()))
                .append(" confidence no more than ")
                .append(Figures.promised(calibration.falseAlarmBound()))
                .append('.');
        if (!calibration.supported()) {
            text.append(" They are too few to promise ")
                    .append(Figures.percent(calibration.maxFalseAlarms()))
                    .append("; ")
                    .append(calibration.limit().picturesNeeded())
                    .append(" are needed.");
        }
        evaluation
                .calibration()
                .reviewThreshold()
                .ifPresent(review -> text.append(" A person looks at scores above ")
                        .append(Figures.score(review))
                        .append(" that are not above the threshold: here at ")
                        .append(Figures.count(evaluation.toReview(true)))
                        .append(" of the pictures with a defect and ")
                        .append(Figures.count(evaluation.toReview(false)))
                        .append(" of the good ones."));
        if (falseAlarms.isDefined() && falseAlarms.low() > calibration.falseAlarmBound()) {
            text.append(
                    " The share here is larger than chance explains: these good pictures differ from those that set the"
                            + " threshold.");
        }
        return text.toString();
    }

    private List<Element> tiles() {
        final List<Element> tiles = new ArrayList<>();
        tiles.add(share("Defects found", found, "defective", "of the pictures with a defect"));
        tiles.add(share("False alarms", falseAlarms, "good", "of the good pictures"));
        tiles.add(tile(
                "Image AUROC",
                Figures.metric(evaluation.image().auroc()),
                evaluation.imageAurocInterval().map(Headline::interval).orElse("needs good and defective pictures"),
                "how often a defective picture has a higher score than a good one"));
        tiles.add(tile(
                "Average precision",
                Figures.metric(evaluation.image().averagePrecision()),
                evaluation.image().f1Max().map(Headline::bestF1).orElse("needs defective pictures"),
                "mean precision of the alarms over all shares of defects found"));
        final Optional<PixelMetrics> pixel = evaluation.pixel();
        tiles.add(tile(
                "Pixel AUROC",
                Figures.metric(pixel.map(PixelMetrics::auroc).orElse(OptionalDouble.empty())),
                pixel.map(p -> Figures.count(p.regions(), "drawn defect", "drawn defects"))
                        .orElse("needs masks"),
                "how often a pixel of a defect has a higher value than a normal one"));
        tiles.add(tile(
                "AUPRO",
                Figures.metric(pixel.map(PixelMetrics::aupro).orElse(OptionalDouble.empty())),
                pixel.map(p -> "up to " + Figures.percent(p.auproLimit()) + " false pixels")
                        .orElse("needs masks"),
                "how much of each defect is covered; small and large ones have the same weight"));
        evaluation
                .perImageOverlap()
                .ifPresent(overlap -> tiles.add(tile(
                        "AUPIMO",
                        Figures.metric(overlap.mean()),
                        "mean of "
                                + Figures.count(
                                        overlap.pictures().stream()
                                                .filter(OptionalDouble::isPresent)
                                                .count(),
                                        "picture",
                                        "pictures"),
                        "how much of the defect of each picture is found while hardly a normal pixel is marked")));
        evaluation
                .regionIou()
                .ifPresent(iou -> tiles.add(tile(
                        "Region IoU",
                        Figures.metric(iou.atThreshold()),
                        "at the threshold; at " + Figures.score(iou.best().threshold()) + " it is "
                                + Figures.metric(iou.best().iou()),
                        "how well the marked regions have the outline of the drawn defects")));
        evaluation
                .saturatedPro()
                .ifPresent(pro -> tiles.add(tile(
                        "AUsPRO",
                        Figures.metric(pro.auspro()),
                        "up to " + Figures.percent(SaturatedPro.PAPER_LIMIT) + " false pixels, of "
                                + Figures.count(pro.parts(), "drawn part", "drawn parts"),
                        "how much is covered of the area that must be found of each part")));
        return tiles;
    }

    private static Element share(final String title, final Share share, final String kind, final String of) {
        return tile(
                        title,
                        share.percent(),
                        share.isDefined()
                                ? share + " · 95%: " + Figures.percent(share.low()) + " to "
                                        + Figures.percent(share.high())
                                : "there are none in this data set",
                        of)
                .with("data-kind", kind);
    }

    private static Element tile(final String title, final String figure, final String detail, final String meaning) {
        return Element.of("div", "tile")
                .holding(
                        Element.of("h2").text(title),
                        Element.of("p", "figure").text(figure),
                        Element.of("p", "detail").text(detail),
                        Element.of("p", "meaning").text(meaning));
    }

    private static String interval(final AurocInterval interval) {
        return "95%: " + Figures.metric(interval.low()) + " to " + Figures.metric(interval.high());
    }

    private static String bestF1(final F1Max best) {
        return "best F1 " + Figures.metric(best.value());
    }
}
