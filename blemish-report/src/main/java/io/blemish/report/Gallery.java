package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.model.Thumbnails;
import io.blemish.prediction.drawing.ThermalColors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pictures to look at: the worst missed defects, the worst false alarms, and the defects with the highest scores. */
final class Gallery {
    /** The largest number of pictures in each section. */
    static final int MOST = 12;

    private static final int LEGEND_STOPS = 16;

    private static final String EXPLANATION =
            "A colour means the same value in every picture of this model; it depends on the square of the value. For a"
                    + " missed defect the whole heat map is shown. If the model raised an alarm, values above four fifths"
                    + " of the pixel threshold are drawn over the picture, with a white line around the flagged regions."
                    + " A cyan line surrounds the true defect, if the data set has a mask of it. The part of a picture"
                    + " that the model cuts off is grey or darkened.";

    private final Thumbnails thumbnails;
    private final boolean aligned;
    private final Verdicts verdicts;

    Gallery(final Evaluation evaluation, final Verdicts verdicts) {
        this.thumbnails = evaluation.thumbnails();
        this.aligned = evaluation.alignment().isPresent();
        this.verdicts = verdicts;
    }

    List<Html> toHtml() {
        final List<Html> sections = new ArrayList<>();
        if (verdicts.defectsFound().isDefined()) {
            sections.add(section("Missed defects", "worst first", verdicts.missed(), "No defect was missed."));
        }
        if (verdicts.falseAlarmShare().isDefined()) {
            sections.add(section(
                    "False alarms", "worst first", verdicts.falseAlarms(), "No good picture raised a false alarm."));
        }
        if (verdicts.defectsFound().isDefined()) {
            sections.add(section("Clearest finds", "highest score first", verdicts.found(), "No defect was found."));
        }
        if (!sections.isEmpty()) {
            sections.add(0, legend());
        }
        return sections;
    }

    private Html section(
            final String title, final String order, final List<JudgedSample> samples, final String ifNone) {
        final Element section = Element.of("section");
        if (samples.isEmpty()) {
            return section.holding(Element.of("h2").text(title), Element.of("p").text(ifNone));
        }
        final String shown = samples.size() > MOST ? ", " + MOST + " of " + Figures.count(samples.size()) : "";
        return section.holding(
                Element.of("h2").text(title + " ").holding(Element.of("small").text(order + shown)),
                Element.of("div", "cards")
                        .holding(samples.stream()
                                .limit(MOST)
                                .map(judged -> new Card(judged, thumbnails, aligned).toHtml())
                                .toList()));
    }

    private static Html legend() {
        return Element.of("section", "legend")
                .holding(
                        Element.of("h2").text("How to read the pictures"),
                        Element.of("div", "scale")
                                .holding(
                                        Element.of("div", "ramp")
                                                .with("role", "img")
                                                .with(
                                                        "aria-label",
                                                        "The colours from 0 to 1.4 times the pixel threshold")
                                                .with("style", "background:linear-gradient(to right," + stops() + ")"),
                                        Element.of("div", "marks")
                                                .holding(
                                                        Element.of("span").text("0"),
                                                        Element.of("span").text("pixel threshold"),
                                                        Element.of("span").text("1.4 times that"))),
                        Element.of("p", "hint").text(EXPLANATION));
    }

    private static String stops() {
        final StringBuilder stops = new StringBuilder();
        for (int i = 0; i <= LEGEND_STOPS; i++) {
            stops.append(i == 0 ? "" : ",")
                    .append(String.format(Locale.ROOT, "#%06x", ThermalColors.at((float) i / LEGEND_STOPS)));
        }
        return stops.toString();
    }
}
