package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The scores over time, for pictures that are the frames of videos. */
final class ClipCurves {
    /** The largest number of clips that are shown; a long clip whose scores change at every frame takes 28 KB. */
    static final int MOST = 40;

    private final Evaluation evaluation;

    ClipCurves(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Html> toHtml() {
        final List<ClipCurve> clips = clips();
        if (clips.isEmpty()) {
            return List.of();
        }
        final String shown = clips.size() > MOST
                ? MOST + " of " + Figures.count(clips.size()) + ", those with the largest share of wrong frames"
                : "score of each frame, anomalous frames shaded";
        return List.of(Element.of("section")
                .holding(
                        Element.of("h2")
                                .text("Clips ")
                                .holding(Element.of("small").text(shown)),
                        Element.of("div", "charts").holding(figures(clips))));
    }

    private List<ClipCurve> clips() {
        final Map<String, List<JudgedSample>> byName = evaluation.samples().stream()
                .filter(judged -> judged.sample().frame().isPresent())
                .collect(Collectors.groupingBy(
                        judged -> judged.sample().frame().orElseThrow().clip(), TreeMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(clip -> ClipCurve.of(
                        clip.getKey(), clip.getValue(), evaluation.calibration().threshold()))
                .toList();
    }

    /** The worst clips, in the order of their names. */
    private static List<Html> figures(final List<ClipCurve> clips) {
        return clips.stream()
                .sorted(Comparator.comparingDouble(ClipCurve::wrong).reversed())
                .limit(MOST)
                .sorted(Comparator.comparing(ClipCurve::name))
                .map(ClipCurve::toHtml)
                .toList();
    }
}
