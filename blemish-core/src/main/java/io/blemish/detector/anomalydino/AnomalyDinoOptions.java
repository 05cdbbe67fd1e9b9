package io.blemish.detector.anomalydino;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.Embedding;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import java.util.List;
import java.util.Optional;

/**
 * How to train AnomalyDINO (Damm, Laszkiewicz, Lederer and Fischer, "AnomalyDINO: Boosting Patch-based Few-shot Anomaly Detection
 * with DINOv2", 2024). All normal patches are kept, each by its direction alone. A patch is as anomalous as 1 less its cosine with
 * the nearest of them. The paper takes the last layer of a DINOv2 transformer; this takes the layers of any network.
 *
 * @param coreset the share of the patches that is kept, in {@code (0, 1]}; the paper keeps all
 * @param search how the nearest patch is found
 * @param imageScore what makes the score of a picture of the distances of its patches
 * @param foreground tells the part from the background, which is then neither learned nor judged; empty to take all patches
 */
public record AnomalyDinoOptions(
        double coreset, SearchMethod search, WorstShare imageScore, Optional<Foreground> foreground)
        implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "anomalydino";

    /** All patches, exact search. */
    public static final AnomalyDinoOptions DEFAULT = new AnomalyDinoOptions(1, new ExactMethod());

    /**
     * Checks the ranges, which are those of a memory bank.
     *
     * @param coreset the share of the patches that is kept, in {@code (0, 1]}
     * @param search the way in which the nearest patch is found
     * @param imageScore what makes the score of a picture of the distances of its patches
     * @param foreground tells the part from the background, if anything is to
     */
    public AnomalyDinoOptions {
        bank(coreset, search);
    }

    /**
     * Options that take all patches, and score pictures by the mean of the worst 1% of them, as in the paper.
     *
     * @param coreset the share of the patches that is kept, in {@code (0, 1]}
     * @param search the way in which the nearest patch is found
     */
    public AnomalyDinoOptions(final double coreset, final SearchMethod search) {
        this(coreset, search, WorstShare.DEFAULT, Optional.empty());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "the directions of a share of " + coreset + " of the patches"
                + foreground
                        .map(part -> " of the part, foreground " + part.word())
                        .orElse("") + ", "
                + search.name() + " search";
    }

    @Override
    public List<String> defaultLayers() {
        return List.of("layer2", "layer3");
    }

    /** As in the paper. */
    @Override
    public boolean turns() {
        return true;
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        return new AnomalyDinoTrainer(
                bank(coreset, search),
                first.stream().mapToInt(FeatureMap::channels).sum(),
                imageScore,
                foreground,
                seed);
    }

    /** The memory bank of directions. Tokens have seen their surroundings already, so they are not pooled. */
    private static PatchCoreOptions bank(final double coreset, final SearchMethod search) {
        return PatchCoreOptions.builder()
                .embedding(new Embedding.Channel(1))
                .coreset(coreset)
                .neighbors(1)
                .search(search)
                .build();
    }
}
