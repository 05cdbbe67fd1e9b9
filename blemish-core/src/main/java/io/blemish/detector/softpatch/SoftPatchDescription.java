package io.blemish.detector.softpatch;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Locale;

/**
 * SoftPatch's parameters in a model file.
 *
 * @param bank of the patches that do not stand out
 * @param noise the share of the patches that was left out
 */
public record SoftPatchDescription(PatchCoreDescription bank, double noise) implements DetectorDescription {
    /**
     * Checks the ranges.
     *
     * @param bank the memory bank of the patches that do not stand out
     * @param noise the share of the patches that was left out, at least 0 and at most 1
     */
    public SoftPatchDescription {
        Ranges.present(bank, "bank");
        Ranges.within(noise, "noise", 0, 1);
        // Each entry has a weight of its own, so that neither several distances nor a weight of the score's can be
        // taken.
        Ranges.within(bank.nearest(), "nearest", 1, 1);
        Ranges.within(bank.neighbors(), "neighbors", 1, 1);
    }

    @Override
    public String type() {
        return SoftPatchOptions.TYPE;
    }

    @Override
    public int formatVersion() {
        return bank.formatVersion();
    }

    @Override
    public long seed() {
        return bank.seed();
    }

    @Override
    public int gridHeight() {
        return bank.gridHeight();
    }

    @Override
    public int gridWidth() {
        return bank.gridWidth();
    }

    @Override
    public int dimension() {
        return bank.dimension();
    }

    @Override
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact("detector", "softpatch, seed " + seed()),
                new Fact(
                        "memory bank",
                        String.format(
                                Locale.ROOT,
                                "%,d patches of %d values with their outlier factors, a share of %s of %s' %dx%d patches"
                                        + " without the share of %s that stands out most",
                                bank.bankSize(),
                                dimension(),
                                bank.coreset(),
                                trained,
                                gridHeight(),
                                gridWidth(),
                                noise)),
                new Fact("search", bank.search().summary()));
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return SoftPatch.read(this, file, workers);
    }
}
