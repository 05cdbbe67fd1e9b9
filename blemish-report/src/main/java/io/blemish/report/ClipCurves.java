package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The scores over time, for pictures that are a video's frames. */
final class ClipCurves {
    /** What the plots may add to the report: some thirty clips, ten where the scores jump from frame to frame. */
    static final int MOST_BYTES = 1_300_000;

    private final Evaluation evaluation;

    ClipCurves(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Html> toHtml() {
        final List<ClipCurve> clips = clips();
        if (clips.isEmpty()) {
            return List.of();
        }
        final List<Html> figures = Plot.possible() ? figures(clips) : List.of();
        final String shown = figures.size() < clips.size()
                ? figures.size() + " of " + Figures.count(clips.size())
                        + ", those with the most wrong frames in a hundred"
                : "score of each frame, anomalous frames shaded";
        return List.of(Element.of("section")
                .holding(
                        Element.of("h2")
                                .text("Clips ")
                                .holding(Element.of("small").text(shown)),
                        PlotFigure.all(() -> figures)));
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

    /** By name, of those that fit, the worst first. */
    private static List<Html> figures(final List<ClipCurve> clips) {
        final Map<String, Html> figures = new TreeMap<>();
        long bytes = 0;
        for (final ClipCurve clip : clips.stream()
                .sorted(Comparator.comparingDouble(ClipCurve::wrong).reversed())
                .toList()) {
            final Html figure = PlotFigure.of("Clip " + clip.name(), clip::plot, clip.inWords());
            bytes += figure.length();
            if (bytes > MOST_BYTES) {
                break;
            }
            figures.put(clip.name(), figure);
        }
        return new ArrayList<>(figures.values());
    }
}
