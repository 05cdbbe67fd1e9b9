package io.blemish.report;

import io.blemish.detector.Fact;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Timings;
import io.blemish.image.Preprocessing;
import io.blemish.image.Tiling;
import io.blemish.model.ModelDescription;
import io.blemish.model.Software;
import io.blemish.prediction.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of how the model and the report were made, which is all that is needed to make them again. */
final class Origin {
    private final Evaluation evaluation;

    Origin(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Html toHtml() {
        return Element.of("section")
                .holding(
                        Element.of("h2").text("How it was made"),
                        Tables.of(
                                "How it was made",
                                "origin",
                                List.of(),
                                facts().stream()
                                        .map(fact -> Tables.row(fact.name(), fact.value()))
                                        .toList()));
    }

    private List<Fact> facts() {
        final ModelDescription description = evaluation.description();
        final List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Model", evaluation.model()));
        facts.add(new Fact("Data set", evaluation.dataset()));
        description.facts().forEach(fact -> facts.add(new Fact(capitalised(fact.name()), fact.value())));
        facts.add(new Fact(
                "Backbone",
                description.backbone().name() + ", layers "
                        + String.join(", ", description.backbone().layers())));
        facts.add(new Fact("SHA-256 of the backbone", description.backbone().sha256()));
        facts.add(new Fact("Preprocessing", preprocessing(description.preprocessing())));
        description
                .alignment()
                .ifPresent(alignment -> facts.add(new Fact(
                        "Alignment",
                        "to the pose of " + alignment.template() + ", with a correlation of at least "
                                + Figures.score(alignment.limit()) + "; training pictures "
                                + alignment.found().words())));
        facts.add(new Fact(
                "Smoothing", "Gaussian, sigma " + Figures.plain(description.sigma()) + " pixels of the input"));
        facts.add(new Fact(
                "Training data",
                Figures.count(description.training().pictures().size(), "picture", "pictures") + " of "
                        + description.training().dataset()
                        + description
                                .turns()
                                .map(turns -> ", each with "
                                        + Figures.count(turns.count() - 1, "turned copy", "turned copies"))
                                .orElse("")));
        facts.add(new Fact(
                "Fingerprint of the training data", description.training().fingerprint()));
        facts.add(new Fact("Threshold", threshold(evaluation.calibration())));
        facts.add(new Fact("Model written by", description.software()));
        facts.add(new Fact("Report written by", Software.NAME_AND_VERSION));
        facts.add(new Fact("Time", time(evaluation.timings())));
        return facts;
    }

    private static String capitalised(final String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String preprocessing(final Preprocessing preprocessing) {
        return preprocessing
                        .tiling()
                        .map(tiling -> tiles(tiling, preprocessing.size()))
                        .orElseGet(() -> whole(preprocessing))
                + preprocessing
                        .mask()
                        .map(mask -> ", inspected on " + Figures.percent(mask.share()) + " of the picture")
                        .orElse("");
    }

    private static String tiles(final Tiling tiling, final int size) {
        return "cut into tiles of " + tiling.tile() + "x" + tiling.tile() + " pixels that overlap by "
                + tiling.overlap() + ", each seen as " + size + "x" + size;
    }

    private static String whole(final Preprocessing preprocessing) {
        final String resized = preprocessing.resize() == Preprocessing.Resize.SQUASH
                ? "resized to " + preprocessing.size() + "x" + preprocessing.size()
                : "shorter side resized to " + preprocessing.size();
        return preprocessing.crop().isPresent()
                ? resized + ", cropped to the central " + preprocessing.crop().getAsInt() + "x"
                        + preprocessing.crop().getAsInt()
                : resized;
    }

    private static String threshold(final Calibration calibration) {
        return "score " + Figures.score(calibration.threshold()) + ", pixel "
                + Figures.score(calibration.pixelThreshold()) + ", from "
                + Figures.count(calibration.heldOut(), "held-out good picture", "held-out good pictures");
    }

    private static String time(final Timings timings) {
        final double rate = timings.picturesPerSecond();
        return Figures.count(timings.pictures(), "picture", "pictures") + " in " + Figures.seconds(timings.seconds())
                + " on " + Figures.count(timings.threads(), "thread", "threads")
                + (rate > 0 ? ": " + Figures.plain(rate) + " per second" : "");
    }
}
