package io.blemish.detector.softpatch;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import java.util.List;

/**
 * How to train SoftPatch (Jiang et al., "SoftPatch: Unsupervised Anomaly Detection with Noisy Data", NeurIPS 2022), for good pictures
 * among which some defective ones may be hidden. The local outlier factor of every patch among those of the same place in all
 * pictures is measured. The share of the patches that stands out most is left out of the memory bank. The distance of a patch is
 * that to the nearest entry, times the entry's outlier factor.
 *
 * @param coreset the share of the remaining patches that the memory bank keeps, in {@code (0, 1]}
 * @param noise the share of the patches that is left out, at least 0 and below 1
 * @param search how the nearest entries of the memory bank are found
 */
public record SoftPatchOptions(double coreset, double noise, SearchMethod search) implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "softpatch";

    /** The paper's memory bank: one patch in ten. */
    public static final double DEFAULT_CORESET = 0.1;

    /** The paper's share of patches that are left out. */
    public static final double DEFAULT_NOISE = 0.15;

    /** The paper's shares, exact search. */
    public static final SoftPatchOptions DEFAULT =
            new SoftPatchOptions(DEFAULT_CORESET, DEFAULT_NOISE, new ExactMethod());

    /**
     * Checks the ranges.
     *
     * @param coreset the share of the remaining patches that the memory bank keeps, in {@code (0, 1]}
     * @param noise the share of the patches that is left out, at least 0 and below 1
     * @param search the way in which the nearest entries of the memory bank are found
     */
    public SoftPatchOptions {
        if (!(noise >= 0 && noise < 1)) {
            throw new IllegalArgumentException("noise must be at least 0 and below 1, not " + noise);
        }
        bank(coreset, search);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "a memory bank of a share of " + coreset + " of the patches without the share of " + noise
                + " that stands out most, " + search.name() + " search";
    }

    @Override
    public List<String> defaultLayers() {
        return PatchCoreOptions.DEFAULT.defaultLayers();
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        return new SoftPatchTrainer(bank(coreset, search), noise, seed);
    }

    private static PatchCoreOptions bank(final double coreset, final SearchMethod search) {
        return PatchCoreOptions.builder()
                .coreset(coreset)
                .neighbors(1)
                .search(search)
                .build();
    }
}
