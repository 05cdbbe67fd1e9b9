package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.prediction.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many pictures of each kind got which verdict. */
final class ConfusionTable {
    private final Evaluation evaluation;

    ConfusionTable(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Html> toHtml() {
        if (evaluation.samples().isEmpty()) {
            return List.of();
        }
        final List<String> titles = new ArrayList<>(List.of("Pictures"));
        verdicts().forEach(verdict -> titles.add(title(verdict)));
        return List.of(Element.of("section")
                .holding(
                        Element.of("h2").text("Verdicts"),
                        Tables.of(
                                "Verdicts",
                                "confusion",
                                titles,
                                List.of(row("With a defect", true), row("Good", false)))));
    }

    private List<Decision> verdicts() {
        final Optional<Float> review = evaluation.calibration().reviewThreshold();
        return review.isPresent() ? List.of(Decision.values()) : List.of(Decision.OK, Decision.DEFECT);
    }

    private static String title(final Decision verdict) {
        return switch (verdict) {
            case OK -> "Judged good";
            case REVIEW -> "To review";
            case DEFECT -> "Judged defective";
        };
    }

    private Element row(final String name, final boolean defective) {
        final long all = evaluation.samples().stream()
                .filter(judged -> judged.anomalous() == defective)
                .count();
        return Tables.row(
                name,
                verdicts().stream()
                        .map(verdict -> evaluation.samples().stream()
                                .filter(judged -> judged.anomalous() == defective)
                                .filter(judged -> judged.prediction().verdict() == verdict)
                                .count())
                        .map(count -> Figures.count(count) + " (" + new Share(count, all).percent() + ")")
                        .toArray(String[]::new));
    }
}
