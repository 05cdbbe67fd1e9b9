package io.blemish.detector.views;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.Embedding;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import java.util.List;
import java.util.Optional;

/**
 * How to train a detector that sees a picture in several views. Every layer is a view, with a memory bank on the layer's own
 * grid; the coarsest layer is a view a second time, with its patches compared by direction (cosine). The distances of each view
 * are divided by those of good pictures, and averaged patch by patch.
 *
 * @param coreset the share of the patches of the finest grid that a memory bank keeps, in {@code (0, 1]}; banks of coarser
 *     layers keep as many entries, as far as there are so many patches
 * @param maxBankEntries the most patches that each of these banks keeps; empty for no limit
 * @param patchSize the edge of the neighbourhood that a patch covers, in positions of a layer: odd, 1 to 9
 * @param search how the nearest entries of a memory bank are found
 * @param imageScore what makes the score of a picture of the distances of its patches
 */
public record ViewsOptions(
        double coreset, Optional<Integer> maxBankEntries, int patchSize, SearchMethod search, WorstShare imageScore)
        implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "views";

    /** One patch in a hundred, neighbourhoods of 3×3, exact search. */
    public static final ViewsOptions DEFAULT =
            new ViewsOptions(PatchCoreOptions.DEFAULT_CORESET, Embedding.DEFAULT_PATCH_SIZE, new ExactMethod());

    /**
     * Checks the ranges, which are those of a memory bank.
     *
     * @param coreset the share of the patches of the finest grid that a memory bank keeps, in {@code (0, 1]}
     * @param maxBankEntries the largest number of patches that each of these banks keeps, at least 1; empty for no limit
     * @param patchSize edge of the neighbourhood that a patch covers, in positions of a layer: odd, 1 to 9
     * @param search the way in which the nearest entries of a memory bank are found
     * @param imageScore what makes the score of a picture of the distances of its patches
     */
    public ViewsOptions {
        bank(coreset, maxBankEntries, patchSize, search);
    }

    /**
     * Options whose pictures are scored by the mean of the worst 1% of their patches.
     *
     * @param coreset the share of the patches of the finest grid that a memory bank keeps, in {@code (0, 1]}
     * @param maxBankEntries the largest number of patches that each of these banks keeps, at least 1; empty for no limit
     * @param patchSize edge of the neighbourhood that a patch covers, in positions of a layer: odd, 1 to 9
     * @param search the way in which the nearest entries of a memory bank are found
     */
    public ViewsOptions(
            final double coreset,
            final Optional<Integer> maxBankEntries,
            final int patchSize,
            final SearchMethod search) {
        this(coreset, maxBankEntries, patchSize, search, WorstShare.DEFAULT);
    }

    /**
     * {@return these options with another score of pictures}
     *
     * @param value what makes the score of a picture of the distances of its patches
     */
    public ViewsOptions withImageScore(final WorstShare value) {
        return new ViewsOptions(coreset, maxBankEntries, patchSize, search, value);
    }

    /**
     * Options of banks without a limit.
     *
     * @param coreset the share of the patches of the finest grid that a memory bank keeps, in {@code (0, 1]}
     * @param patchSize edge of the neighbourhood that a patch covers, in positions of a layer: odd, 1 to 9
     * @param search the way in which the nearest entries of a memory bank are found
     */
    public ViewsOptions(final double coreset, final int patchSize, final SearchMethod search) {
        this(coreset, Optional.empty(), patchSize, search);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "each layer by itself and the coarsest by direction as well, " + patchSize + "x" + patchSize
                + " patches, memory banks of a share of " + coreset
                + PatchCoreOptions.limit(maxBankEntries) + " of the finest grid's patches, " + search.name()
                + " search";
    }

    @Override
    public List<String> defaultLayers() {
        return PatchCoreOptions.DEFAULT.defaultLayers();
    }

    @Override
    public boolean severalNetworks() {
        return true;
    }

    @Override
    public boolean tiles() {
        return true;
    }

    @Override
    public Optional<Embedding> bankEmbedding() {
        return Optional.of(embedding());
    }

    @Override
    public ViewsTrainer trainer(final List<FeatureMap> first, final long seed) {
        return new ViewsTrainer(this, View.of(first, coreset), seed);
    }

    Embedding embedding() {
        return new Embedding.Channel(patchSize);
    }

    /** The options of a memory bank that keeps a share of a view's patches. */
    PatchCoreOptions bank(final double share) {
        return bank(share, maxBankEntries, patchSize, search);
    }

    private static PatchCoreOptions bank(
            final double share,
            final Optional<Integer> maxBankEntries,
            final int patchSize,
            final SearchMethod search) {
        return PatchCoreOptions.builder()
                .embedding(new Embedding.Channel(patchSize))
                .coreset(share)
                .maxBankEntries(maxBankEntries)
                .neighbors(1)
                .search(search)
                .build();
    }
}
