package io.blemish.report;

import io.blemish.model.ModelDescription;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.model.ModelDescription.EmbeddingDescription;
import io.blemish.model.ModelDescription.EnsembleDescription;
import io.blemish.model.ModelDescription.MemberDescription;
import io.blemish.model.ModelDescription.PadimDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.model.ModelDescription.SpadeDescription;
import java.util.ArrayList;
import java.util.List;

/** Describes the detector of a model. */
final class DetectorFacts {
    private DetectorFacts() {}

    static List<Fact> of(final ModelDescription model) {
        final DetectorDescription detector = model.detector();
        final List<Fact> facts = new ArrayList<>();
        if (detector instanceof EnsembleDescription ensemble) {
            facts.add(new Fact(
                    "Detector", "mean of " + ensemble.members().size() + " PatchCores, each with its own network"));
            for (final MemberDescription member : ensemble.members()) {
                facts.add(new Fact(
                        "Memory bank of " + member.backbone().name(),
                        Figures.count(member.detector().bankSize()) + " patches of "
                                + Figures.count(member.detector().dimension()) + " values, "
                                + embedding(member.detector().embedding())));
            }
        } else if (detector instanceof PatchCoreDescription patchCore) {
            facts.add(new Fact("Detector", "PatchCore, " + embedding(patchCore.embedding())));
            if (patchCore.nearest() > 1) {
                facts.add(
                        new Fact("Distance of a patch", "the mean to its " + patchCore.nearest() + " nearest entries"));
            }
            facts.add(new Fact(
                    "Memory bank",
                    Figures.count(patchCore.bankSize()) + " patches of " + Figures.count(patchCore.dimension())
                            + " values, a coreset of " + Figures.percent(patchCore.coreset())
                            + (patchCore.projectionDimension() > 0
                                    ? ", selected in " + patchCore.projectionDimension() + " projected dimensions"
                                    : "")));
            facts.add(new Fact(
                    "Re-weighting",
                    patchCore.neighbors() == 1 ? "none" : "b = " + patchCore.neighbors() + " neighbours"));
        } else if (detector instanceof PadimDescription padim) {
            facts.add(new Fact("Detector", "PaDiM, a normal distribution at each position"));
            facts.add(new Fact(
                    "Channels",
                    Figures.count(padim.dimension()) + " drawn from " + Figures.count(padim.availableChannels())));
        } else if (detector instanceof SpadeDescription spade) {
            facts.add(new Fact(
                    "Detector", "SPADE, compared with the " + spade.nearestPictures() + " most similar pictures"));
            facts.add(new Fact(
                    "Gallery",
                    Figures.count(spade.gallerySize(), "picture", "pictures") + ", patches of "
                            + Figures.count(spade.dimension()) + " values"));
        }
        facts.add(new Fact("Patches of a picture", detector.gridWidth() + "x" + detector.gridHeight()));
        facts.add(new Fact("Seed", Long.toString(detector.seed())));
        return facts;
    }

    private static String embedding(final EmbeddingDescription embedding) {
        return "embedding " + embedding.variant()
                + (embedding.targetDimension() > 0
                        ? " (" + embedding.pretrainDimension() + " to " + embedding.targetDimension() + ")"
                        : "")
                + ", patches of " + embedding.patchSize() + "x" + embedding.patchSize();
    }
}
