package io.blemish.detector.anomalydino;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Locale;

/**
 * AnomalyDINO's parameters in a model file.
 *
 * @param bank of directions
 * @param worstShare over which share of the patches, the most distant, the score of a picture is the mean
 */
public record AnomalyDinoDescription(PatchCoreDescription bank, double worstShare) implements DetectorDescription {
    /**
     * Checks the ranges.
     *
     * @param bank the memory bank of directions
     * @param worstShare the share of the patches, the most distant, over which the score of a picture is the mean
     */
    public AnomalyDinoDescription {
        Ranges.present(bank, "bank");
        Ranges.within(worstShare, "worst_share", Double.MIN_VALUE, 1);
    }

    @Override
    public String type() {
        return AnomalyDinoOptions.TYPE;
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
                new Fact("detector", "anomalydino, " + new WorstShare(worstShare).words() + ", seed " + seed()),
                new Fact(
                        "memory bank",
                        String.format(
                                Locale.ROOT,
                                "the directions of %,d patches of %d values, a share of %s of %s' %dx%d",
                                bank.bankSize(),
                                dimension(),
                                bank.coreset(),
                                trained,
                                gridHeight(),
                                gridWidth())),
                new Fact("search", bank.search().summary()));
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return AnomalyDino.read(this, file, workers);
    }
}
