package io.blemish.detector.mhpatchcore;

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
 * MH-PatchCore's parameters in a model file.
 *
 * @param explained the share of the variance that was asked for
 * @param shrinkage the share by which variances were moved to their mean
 * @param maxBankEntries the most entries that were asked for
 * @param dimension values of a patch before it is whitened
 * @param bank of whitened patches; its dimension is the number of axes
 */
public record MhPatchCoreDescription(
        double explained, double shrinkage, int maxBankEntries, int dimension, PatchCoreDescription bank)
        implements DetectorDescription {
    /**
     * Checks the ranges.
     *
     * @param explained the share of the variance that was asked for, above 0 and below 1
     * @param shrinkage the share by which variances were moved to their mean, 0 to 1
     * @param maxBankEntries the largest number of entries that was asked for
     * @param dimension number of values of a patch before it is whitened
     * @param bank the memory bank of whitened patches; its dimension is the number of axes
     */
    public MhPatchCoreDescription {
        Ranges.within(explained, "explained", Double.MIN_VALUE, 1);
        Ranges.within(shrinkage, "shrinkage", 0, 1);
        Ranges.present(bank, "bank");
        Ranges.within(maxBankEntries, "max_bank_entries", bank.bankSize(), Integer.MAX_VALUE);
        Ranges.within(dimension, "dimension", bank.dimension(), Integer.MAX_VALUE);
        Ranges.grid(bank.gridHeight(), bank.gridWidth(), dimension);
    }

    @Override
    public String type() {
        return MhPatchCoreOptions.TYPE;
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
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact(
                        "detector",
                        String.format(
                                Locale.ROOT,
                                "mhpatchcore, %s embedding of %2$dx%2$d patches, %3$d neighbours, seed %4$d",
                                bank.embedding().variant(),
                                bank.embedding().patchSize(),
                                bank.neighbors(),
                                seed())),
                new Fact(
                        "whitening",
                        String.format(
                                Locale.ROOT,
                                "%,d principal axes of patches of %,d values, a share of %s of the variance, shrinkage %s",
                                bank.dimension(),
                                dimension,
                                explained,
                                shrinkage)),
                new Fact(
                        "memory bank",
                        String.format(
                                Locale.ROOT,
                                "%,d of %s' %dx%d patches",
                                bank.bankSize(),
                                trained,
                                gridHeight(),
                                gridWidth())));
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return MhPatchCore.read(this, file, workers);
    }
}
