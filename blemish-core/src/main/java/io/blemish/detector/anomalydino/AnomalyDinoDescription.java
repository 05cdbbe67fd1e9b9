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
import java.util.Optional;

/**
 * AnomalyDINO's parameters in a model file.
 *
 * @param bank of directions
 * @param worstShare over which share of the patches, the most distant, the score of a picture is the mean
 * @param foreground tells the part from the background, which is neither learned nor judged; empty if all patches are
 */
public record AnomalyDinoDescription(PatchCoreDescription bank, double worstShare, Optional<Foreground> foreground)
        implements DetectorDescription {
    /** The version of the format from which on a reader knows of the foreground. */
    private static final int WITH_FOREGROUND = 6;

    /**
     * Checks the ranges.
     *
     * @param bank the memory bank of directions
     * @param worstShare the share of the patches, the most distant, over which the score of a picture is the mean
     * @param foreground tells the part from the background, if anything does
     */
    public AnomalyDinoDescription {
        Ranges.present(bank, "bank");
        Ranges.present(foreground, "foreground");
        Ranges.within(worstShare, "worst_share", Double.MIN_VALUE, 1);
    }

    AnomalyDinoDescription with(final Foreground part) {
        return new AnomalyDinoDescription(bank, worstShare, Optional.of(part));
    }

    @Override
    public int formatVersion() {
        return foreground.isPresent() ? WITH_FOREGROUND : 1;
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
                new Fact(
                        "detector",
                        "anomalydino, " + new WorstShare(worstShare).words()
                                + foreground
                                        .map(part -> ", the part alone, foreground " + part.word())
                                        .orElse("")
                                + ", seed " + seed()),
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
        final AnomalyDino detector = AnomalyDino.read(this, file, workers);
        return foreground.isPresent() ? new ForegroundAnomalyDino(detector, foreground.get()) : detector;
    }
}
