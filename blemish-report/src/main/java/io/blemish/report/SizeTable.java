package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.image.BitMask;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many defects of each size are found. The size is the drawn area of a picture, as a share of what the network sees of it. */
final class SizeTable {
    /** Each step is about four times the one before, from a scratch to a tenth of the picture. */
    private static final double[] STEPS = {0.001, 0.005, 0.02, 0.1};

    private final Evaluation evaluation;

    SizeTable(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The section; nothing if no defect is drawn. */
    List<Html> toHtml() {
        final long[] found = new long[STEPS.length + 1];
        final long[] all = new long[STEPS.length + 1];
        for (final JudgedSample judged : evaluation.samples()) {
            if (judged.anomalous() && judged.hasTruth()) {
                final int size = step(judged.truth().orElseThrow());
                all[size]++;
                found[size] += judged.prediction().anomalous() ? 1 : 0;
            }
        }
        final List<Element> rows = IntStream.range(0, all.length)
                .filter(size -> all[size] > 0)
                .mapToObj(size -> row(size, new Share(found[size], all[size])))
                .toList();
        return rows.isEmpty()
                ? List.of()
                : List.of(Element.of("section")
                        .holding(
                                Element.of("h2").text("By size of the defect"),
                                Tables.of(
                                        "By size of the defect",
                                        "kinds sizes",
                                        List.of("Drawn area, of the picture", "Pictures", "Judged defective", "Share"),
                                        rows)));
    }

    private static int step(final BitMask truth) {
        final double share = (double) truth.count() / truth.size().pixels();
        int step = 0;
        while (step < STEPS.length && share >= STEPS[step]) {
            step++;
        }
        return step;
    }

    private static Element row(final int size, final Share share) {
        return Tables.row(
                        name(size),
                        Figures.count(share.total()),
                        Figures.count(share.count()) + " (" + share.percent() + ")")
                .holding(Element.of("td", "bar")
                        .holding(Element.of("span", "defective")
                                .with("style", String.format(Locale.ROOT, "width:%.1f%%", 100 * share.value()))));
    }

    private static String name(final int size) {
        if (size == 0) {
            return "below " + Figures.percent(STEPS[0]);
        }
        return size == STEPS.length
                ? Figures.percent(STEPS[size - 1]) + " and more"
                : Figures.percent(STEPS[size - 1]) + " to " + Figures.percent(STEPS[size]);
    }
}
