package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.comparison.JudgedPair;
import io.blemish.comparison.PairedComparison;
import io.blemish.evaluation.JudgedSample;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import java.util.ArrayList;
import java.util.List;

/** One picture with the verdicts and the maps of two models. */
final class PairCard {
    private final PairedComparison comparison;
    private final JudgedPair pair;

    PairCard(final PairedComparison comparison, final JudgedPair pair) {
        this.comparison = comparison;
        this.pair = pair;
    }

    Html toHtml() {
        final JudgedSample judged = pair.model();
        return Element.of("article", "card")
                .holding(
                        Element.of("h3").holding(Html.name(judged.sample().id())),
                        Element.of("p", "facts")
                                .holding(Element.of("span", pair.anomalous() ? "tag defective" : "tag good")
                                        .holding(Html.name(judged.sample().kind()))),
                        said(comparison.model().name(), judged.prediction()),
                        said(comparison.against().name(), pair.against().prediction()),
                        panels());
    }

    private static Html said(final String name, final Prediction prediction) {
        return Element.of("p", "facts")
                .holding(Html.name(name), Html.text(": " + verdict(prediction) + ", " + relative(prediction)));
    }

    static String verdict(final Prediction prediction) {
        return prediction.verdict() == Decision.REVIEW
                ? "to review"
                : prediction.verdict().word();
    }

    /** The score in thresholds, by which the verdicts of two models compare. */
    static String relative(final Prediction prediction) {
        return prediction.threshold() > 0
                ? "score " + Figures.score(prediction.score() / prediction.threshold()) + " times the threshold"
                : "score " + Figures.score(prediction.score());
    }

    private Html panels() {
        final List<Html> panels = new ArrayList<>();
        try {
            final CardPanels sample = CardPanels.of(pair.model().sample());
            panels.add(sample.picture());
            panels.add(sample.heat(pair.model().prediction(), comparison.model().name()));
            panels.add(sample.heat(
                    pair.against().prediction(), comparison.against().name()));
            sample.truth().ifPresent(panels::add);
        } catch (final BlemishException e) {
            panels.add(CardPanels.notShown(e));
        }
        return Element.of("div", "panels").holding(panels);
    }
}
