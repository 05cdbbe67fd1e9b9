package io.blemish.cli;

import io.blemish.model.ModelDescription;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.model.ModelDescription.EnsembleDescription;
import io.blemish.model.ModelDescription.MemberDescription;
import io.blemish.model.ModelDescription.PadimDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.model.ModelDescription.SpadeDescription;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A detector's parameters as {@code blemish info} prints them. */
record DetectorLines(ModelDescription model) {
    /** Each with its name. */
    Map<String, String> facts() {
        final Map<String, String> facts = new LinkedHashMap<>();
        final DetectorDescription detector = model.detector();
        if (detector instanceof EnsembleDescription ensemble) {
            ensemble.members().forEach(member -> ensemble(facts, member));
        } else if (detector instanceof PatchCoreDescription patchCore) {
            patchCore(facts, patchCore);
        } else if (detector instanceof PadimDescription padim) {
            padim(facts, padim);
        } else if (detector instanceof SpadeDescription spade) {
            spade(facts, spade);
        }
        return facts;
    }

    private void ensemble(final Map<String, String> facts, final MemberDescription member) {
        final Map<String, String> own = new LinkedHashMap<>();
        patchCore(own, member.detector());
        own.put(
                "network",
                member.backbone().name() + ", layers "
                        + String.join(", ", member.backbone().layers()));
        own.put("unit", String.format(Locale.ROOT, "%.4f, the mean score of held-out pictures", member.unit()));
        final int number = facts.size() / own.size();
        own.forEach((name, value) -> facts.put(number + " " + name, value));
    }

    private void patchCore(final Map<String, String> facts, final PatchCoreDescription patchCore) {
        facts.put(
                "detector",
                "patchcore, " + patchCore.embedding().variant() + " embedding of "
                        + patchCore.embedding().patchSize() + "x"
                        + patchCore.embedding().patchSize()
                        + " patches, mean distance to " + patchCore.nearest() + " nearest, " + patchCore.neighbors()
                        + " neighbours, seed " + patchCore.seed());
        facts.put(
                "memory bank",
                String.format(
                        Locale.ROOT,
                        "%,d patches of %d values, a share of %s of %d pictures' %dx%d patches",
                        patchCore.bankSize(),
                        patchCore.dimension(),
                        patchCore.coreset(),
                        model.training().pictures().size(),
                        patchCore.gridHeight(),
                        patchCore.gridWidth()));
        facts.put(
                "coreset",
                "first pick " + patchCore.start()
                        + (patchCore.projectionDimension() == 0
                                ? ", chosen without projection"
                                : ", chosen in " + patchCore.projectionDimension() + " projected dimensions"));
        facts.put("search", patchCore.search().summary());
    }

    private static void padim(final Map<String, String> facts, final PadimDescription padim) {
        facts.put("detector", "padim, seed " + padim.seed());
        facts.put(
                "gaussians",
                String.format(
                        Locale.ROOT,
                        "at %dx%d positions, of %d channels drawn from %d, %s added to the diagonals",
                        padim.gridHeight(),
                        padim.gridWidth(),
                        padim.dimension(),
                        padim.availableChannels(),
                        padim.ridge()));
    }

    private static void spade(final Map<String, String> facts, final SpadeDescription spade) {
        facts.put("detector", "spade, " + spade.nearestPictures() + " nearest pictures, seed " + spade.seed());
        facts.put(
                "gallery",
                String.format(
                        Locale.ROOT,
                        "%,d pictures of %dx%d patches of %d values, compared by the means of %d channels",
                        spade.gallerySize(),
                        spade.gridHeight(),
                        spade.gridWidth(),
                        spade.dimension(),
                        spade.pooledChannels()));
    }
}
