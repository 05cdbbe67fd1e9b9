package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Timings;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelDescription;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.model.ModelDescription.EmbeddingDescription;
import io.blemish.model.ModelDescription.EnsembleDescription;
import io.blemish.model.ModelDescription.MemberDescription;
import io.blemish.model.ModelDescription.PadimDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.model.ModelDescription.SpadeDescription;
import io.blemish.model.Software;
import io.blemish.prediction.Calibration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the model and the report were made: what is needed to make them again. */
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
                                facts().entrySet().stream()
                                        .map(fact -> Tables.row(fact.getKey(), fact.getValue()))
                                        .toList()));
    }

    private Map<String, String> facts() {
        final ModelDescription description = evaluation.description();
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Model", evaluation.model());
        facts.put("Data set", evaluation.dataset());
        addDetector(facts, description.detector());
        facts.put(
                "Backbone",
                description.backbone().name() + ", layers "
                        + String.join(", ", description.backbone().layers()));
        facts.put("Backbone's SHA-256", description.backbone().sha256());
        facts.put("Picture to input", preprocessing(description.preprocessing()));
        facts.put("Smoothing", "Gaussian, sigma " + Figures.plain(description.sigma()) + " input pixels");
        facts.put(
                "Trained on",
                Figures.count(description.training().pictures().size(), "picture", "pictures") + " of "
                        + description.training().dataset());
        facts.put("Training data's fingerprint", description.training().fingerprint());
        facts.put("Threshold", threshold(evaluation.calibration()));
        facts.put("Model written by", description.software());
        facts.put("Report written by", Software.NAME_AND_VERSION);
        facts.put("Time", time(evaluation.timings()));
        return facts;
    }

    private static void addDetector(final Map<String, String> facts, final DetectorDescription detector) {
        if (detector instanceof EnsembleDescription ensemble) {
            facts.put("Detector", "mean of " + ensemble.members().size() + " PatchCores, each on a network of its own");
            for (final MemberDescription member : ensemble.members()) {
                facts.put(
                        "Memory bank of " + member.backbone().name(),
                        Figures.count(member.detector().bankSize()) + " patches of "
                                + Figures.count(member.detector().dimension()) + " values, "
                                + embedding(member.detector().embedding()));
            }
        } else if (detector instanceof PatchCoreDescription patchCore) {
            facts.put("Detector", "PatchCore, " + embedding(patchCore.embedding()));
            if (patchCore.nearest() > 1) {
                facts.put("Distance of a patch", "the mean to its " + patchCore.nearest() + " nearest entries");
            }
            facts.put(
                    "Memory bank",
                    Figures.count(patchCore.bankSize()) + " patches of " + Figures.count(patchCore.dimension())
                            + " values, a coreset of " + Figures.percent(patchCore.coreset())
                            + (patchCore.projectionDimension() > 0
                                    ? ", chosen in " + patchCore.projectionDimension() + " projected dimensions"
                                    : ""));
            facts.put(
                    "Re-weighting",
                    patchCore.neighbors() == 1 ? "none" : "b = " + patchCore.neighbors() + " neighbours");
        } else if (detector instanceof PadimDescription padim) {
            facts.put("Detector", "PaDiM, a normal distribution at each position");
            facts.put(
                    "Channels",
                    Figures.count(padim.dimension()) + " drawn from " + Figures.count(padim.availableChannels()));
        } else if (detector instanceof SpadeDescription spade) {
            facts.put("Detector", "SPADE, compared with the " + spade.nearestPictures() + " most similar pictures");
            facts.put(
                    "Gallery",
                    Figures.count(spade.gallerySize(), "picture", "pictures") + ", patches of "
                            + Figures.count(spade.dimension()) + " values");
        }
        facts.put("Patches of a picture", detector.gridWidth() + "x" + detector.gridHeight());
        facts.put("Seed", Long.toString(detector.seed()));
    }

    private static String embedding(final EmbeddingDescription embedding) {
        return "embedding " + embedding.variant()
                + (embedding.targetDimension() > 0
                        ? " (" + embedding.pretrainDimension() + " to " + embedding.targetDimension() + ")"
                        : "")
                + ", patches of " + embedding.patchSize() + "x" + embedding.patchSize();
    }

    private static String preprocessing(final Preprocessing preprocessing) {
        final String resized = preprocessing.resize() == Preprocessing.Resize.SQUASH
                ? "squashed to " + preprocessing.size() + "x" + preprocessing.size()
                : "shorter side to " + preprocessing.size();
        return preprocessing.crop().isPresent()
                ? resized + ", the middle " + preprocessing.crop().getAsInt() + "x"
                        + preprocessing.crop().getAsInt()
                : resized;
    }

    private static String threshold(final Calibration calibration) {
        return "score " + Figures.score(calibration.threshold()) + ", pixel "
                + Figures.score(calibration.pixelThreshold()) + ": the "
                + Figures.percent(calibration.quantile()) + " quantile of "
                + Figures.count(calibration.heldOut(), "held-out good picture", "held-out good pictures");
    }

    private static String time(final Timings timings) {
        return Figures.count(timings.pictures(), "picture", "pictures") + " in " + Figures.seconds(timings.seconds())
                + " on " + Figures.count(timings.threads(), "thread", "threads")
                + Optional.of(timings.picturesPerSecond())
                        .filter(rate -> rate > 0)
                        .map(rate -> ": " + Figures.plain(rate) + " a second")
                        .orElse("");
    }
}
