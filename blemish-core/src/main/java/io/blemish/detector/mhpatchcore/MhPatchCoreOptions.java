package io.blemish.detector.mhpatchcore;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.EmbeddingDescription;
import java.util.List;
import java.util.Locale;

/**
 * How to train MH-PatchCore (Ferrari, Osmani and Lamma, "Mahalanobis PatchCore: Covariance-Aware and Streaming-Compatible
 * Industrial Anomaly Detection", 2026). The principal axes that explain a share of the variance of all normal patches are kept, and
 * patches are whitened along them, so that distances are those of Mahalanobis. A memory bank of a fixed size is chosen from blocks
 * of pictures, two of which are merged and reduced whenever there are two of the same rank. So a fit keeps one block of patches in
 * memory, however many pictures there are. A patch is as anomalous as its squared distance to the nearest entry.
 *
 * @param embedding how feature maps become patches
 * @param explained the share of the variance that the axes explain, above 0 and below 1
 * @param shrinkage the share by which the variance along each axis is moved to their mean, 0 to 1
 * @param maxBankEntries the most entries of the memory bank, at least 1
 * @param neighbors {@code b} of the score's weight (Roth et al., equation 7, of squared distances), at least 1; 1 for no weight
 */
public record MhPatchCoreOptions(
        Embedding embedding, double explained, double shrinkage, int maxBankEntries, int neighbors)
        implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "mhpatchcore";

    /** The paper's share of the variance. */
    public static final double DEFAULT_EXPLAINED = 0.99;

    /** The paper's shrinkage. */
    public static final double DEFAULT_SHRINKAGE = 0.07;

    /** The paper's size of the bank. */
    public static final int DEFAULT_MAX_BANK_ENTRIES = 1000;

    /** With as many, the axes of one fold take minutes and the covariance 134 MB. */
    private static final int MOST_CHANNELS = 4096;

    /** The paper's choices, with the embedding of Blemish. */
    public static final MhPatchCoreOptions DEFAULT = new MhPatchCoreOptions(
            new Embedding.Channel(),
            DEFAULT_EXPLAINED,
            DEFAULT_SHRINKAGE,
            DEFAULT_MAX_BANK_ENTRIES,
            PatchCoreOptions.DEFAULT_NEIGHBORS);

    /**
     * Checks the ranges.
     *
     * @param embedding the way in which feature maps become patches
     * @param explained the share of the variance that the axes explain, above 0 and below 1
     * @param shrinkage the share by which the variance along each axis is moved to their mean, 0 to 1
     * @param maxBankEntries the largest number of entries of the memory bank, at least 1
     * @param neighbors number {@code b} of neighbours that weight the score, at least 1; 1 for no weight
     */
    public MhPatchCoreOptions {
        require(explained > 0 && explained < 1, "explained must be above 0 and below 1, not " + explained);
        require(shrinkage >= 0 && shrinkage <= 1, "shrinkage must be from 0 to 1, not " + shrinkage);
        require(maxBankEntries >= 1, "the memory bank must have at least 1 entry, not " + maxBankEntries);
        require(neighbors >= 1, "neighbors must be at least 1, not " + neighbors);
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s embedding, whitened along the principal axes that explain a share of %s of the variance, at most %,d patches",
                EmbeddingDescription.of(embedding).variant(),
                explained,
                maxBankEntries);
    }

    @Override
    public List<String> defaultLayers() {
        return PatchCoreOptions.DEFAULT.defaultLayers();
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        final int dimension = embedding instanceof Embedding.Adaptive adaptive
                ? adaptive.targetDimension()
                : first.stream().mapToInt(FeatureMap::channels).sum();
        if (dimension > MOST_CHANNELS) {
            throw new OptionException(
                    ErrorCode.OPTION_TOO_MANY_CHANNELS,
                    "The patches have " + dimension + " values, and the principal axes of at most " + MOST_CHANNELS
                            + " can be found. Name other layers.");
        }
        return new MhPatchCoreTrainer(this, seed);
    }
}
