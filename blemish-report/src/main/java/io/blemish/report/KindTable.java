package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.evaluation.LabelledScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of results for each kind of picture: kinds of defect, the hardest first, then good ones. */
final class KindTable {
    /** The largest number of rows. Data sets of the literature have fewer kinds, but a tree of folders may have thousands. */
    private static final int MOST = 60;

    private final Evaluation evaluation;

    KindTable(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Html> toHtml() {
        final List<Kind> kinds = kinds();
        if (kinds.isEmpty()) {
            return List.of();
        }
        final List<Html> parts = new ArrayList<>();
        parts.add(Element.of("h2").text("By kind"));
        parts.add(Tables.of(
                "By kind",
                "kinds",
                List.of("Kind", "Pictures", "Judged defective", "Share", "AUROC against all good"),
                kinds.stream().limit(MOST).map(KindTable::row).toList()));
        if (kinds.size() > MOST) {
            parts.add(Element.of("p", "hint").text("And " + Figures.count(kinds.size() - MOST) + " more kinds."));
        }
        return List.of(Element.of("section").holding(parts));
    }

    private List<Kind> kinds() {
        final Map<String, List<JudgedSample>> defective = byKind(true);
        final List<JudgedSample> allGood = evaluation.samples().stream()
                .filter(judged -> !judged.anomalous())
                .toList();
        final List<Kind> kinds = new ArrayList<>();
        defective.forEach((name, samples) -> kinds.add(Kind.of(name, true, samples, allGood)));
        kinds.sort(Comparator.comparingDouble((Kind kind) -> kind.auroc().orElse(0))
                .thenComparingDouble(kind -> kind.alarms().value())
                .thenComparing(Kind::name));
        byKind(false).forEach((name, samples) -> kinds.add(Kind.of(name, false, samples, allGood)));
        return kinds;
    }

    private Map<String, List<JudgedSample>> byKind(final boolean defective) {
        return evaluation.samples().stream()
                .filter(judged -> judged.anomalous() == defective)
                .collect(Collectors.groupingBy(judged -> judged.sample().kind(), TreeMap::new, Collectors.toList()));
    }

    private static Element row(final Kind kind) {
        return Tables.row(
                        kind.name(),
                        Figures.count(kind.alarms().total()),
                        Figures.count(kind.alarms().count()) + " ("
                                + kind.alarms().percent() + ")")
                .holding(
                        Element.of("td", "bar").holding(bar(kind)),
                        Element.of("td").text(Figures.metric(kind.auroc())));
    }

    private static Element bar(final Kind kind) {
        return Element.of("span", kind.defective() ? "defective" : "good")
                .with(
                        "style",
                        String.format(
                                Locale.ROOT, "width:%.1f%%", 100 * kind.alarms().value()));
    }

    /**
     * One kind of picture.
     *
     * @param name its name in the data set
     * @param defective whether its pictures show a defect
     * @param alarms how many of them were judged defective
     * @param auroc the AUROC of these against all good pictures; empty for a good kind or if there are no good pictures
     */
    private record Kind(String name, boolean defective, Share alarms, OptionalDouble auroc) {
        static Kind of(
                final String name,
                final boolean defective,
                final List<JudgedSample> samples,
                final List<JudgedSample> allGood) {
            final long alarms = samples.stream()
                    .filter(judged -> judged.prediction().anomalous())
                    .count();
            return new Kind(
                    name,
                    defective,
                    new Share(alarms, samples.size()),
                    defective ? auroc(samples, allGood) : OptionalDouble.empty());
        }

        private static OptionalDouble auroc(final List<JudgedSample> samples, final List<JudgedSample> allGood) {
            return LabelledScores.of(
                            Stream.concat(samples.stream(), allGood.stream()).toList())
                    .metrics()
                    .auroc();
        }
    }
}
