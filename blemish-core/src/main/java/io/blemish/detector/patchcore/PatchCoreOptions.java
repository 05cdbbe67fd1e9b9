package io.blemish.detector.patchcore;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.embedding.RandomProjection;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to train PatchCore.
 *
 * @param embedding how feature maps become patches
 * @param coreset the share of patches that the memory bank keeps, in {@code (0, 1]}; 1 keeps all
 * @param maxBankEntries the most patches that it keeps, however many the share would be; empty for no limit
 * @param projectionDimension dimensions in which the coreset is chosen; 0 chooses in the patches' own
 * @param nearest over how many nearest entries a patch's distance is the mean, at least 1
 * @param neighbors {@code b} of the score's weight (Roth et al., equation 7), at least 1; 1 for no weight
 * @param search how the nearest entries of the memory bank are found
 */
public record PatchCoreOptions(
        Embedding embedding,
        double coreset,
        Optional<Integer> maxBankEntries,
        int projectionDimension,
        int nearest,
        int neighbors,
        SearchMethod search)
        implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "patchcore";

    /** The paper's smallest memory bank: one patch in a hundred. */
    public static final double DEFAULT_CORESET = 0.01;

    /** The paper's distance of a patch: that to its single nearest entry. */
    public static final int DEFAULT_NEAREST = 1;

    /** The neighbours {@code b} that weight the score, as anomalib sets them. */
    public static final int DEFAULT_NEIGHBORS = 9;

    /** Embedding {@code channel}, 1%, exact search. */
    public static final PatchCoreOptions DEFAULT = new PatchCoreOptions(
            new Embedding.Channel(),
            DEFAULT_CORESET,
            RandomProjection.DEFAULT_DIMENSION,
            DEFAULT_NEAREST,
            DEFAULT_NEIGHBORS,
            new ExactMethod());

    /**
     * Checks the ranges.
     *
     * @param embedding the way in which feature maps become patches
     * @param coreset the share of patches that the memory bank keeps, in {@code (0, 1]}; 1 keeps all
     * @param maxBankEntries the largest number of patches that it keeps, at least 1; empty for no limit
     * @param projectionDimension number of dimensions in which the coreset is chosen, at least 0; 0 chooses in the patches'
     *     own
     * @param nearest number of nearest entries over which a patch's distance is the mean, at least 1
     * @param neighbors number {@code b} of neighbours that weight the score, at least 1; 1 for no weight
     * @param search the way in which the nearest entries of the memory bank are found
     */
    public PatchCoreOptions {
        require(coreset > 0 && coreset <= 1, "coreset must be above 0 and at most 1, not " + coreset);
        maxBankEntries.ifPresent(most -> require(most >= 1, "max bank entries must be at least 1, not " + most));
        require(projectionDimension >= 0, "projection dimension must be at least 0, not " + projectionDimension);
        require(nearest >= 1, "nearest must be at least 1, not " + nearest);
        require(neighbors >= 1, "neighbors must be at least 1, not " + neighbors);
    }

    /**
     * Options of a bank without a limit.
     *
     * @param embedding the way in which feature maps become patches
     * @param coreset the share of patches that the memory bank keeps, in {@code (0, 1]}; 1 keeps all
     * @param projectionDimension number of dimensions in which the coreset is chosen, at least 0
     * @param nearest number of nearest entries over which a patch's distance is the mean, at least 1
     * @param neighbors number {@code b} of neighbours that weight the score, at least 1; 1 for no weight
     * @param search the way in which the nearest entries of the memory bank are found
     */
    public PatchCoreOptions(
            final Embedding embedding,
            final double coreset,
            final int projectionDimension,
            final int nearest,
            final int neighbors,
            final SearchMethod search) {
        this(embedding, coreset, Optional.empty(), projectionDimension, nearest, neighbors, search);
    }

    /** How many patches the bank keeps of any number. */
    BankSize size() {
        return new BankSize(coreset, maxBankEntries);
    }

    /**
     * {@return a phrase that tells a person of a bank's limit; empty if there is none}
     *
     * @param maxBankEntries the limit, if any
     */
    public static String limit(final Optional<Integer> maxBankEntries) {
        return maxBankEntries
                .map(most -> String.format(Locale.ROOT, " but at most %,d", most))
                .orElse("");
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** {@return a builder that starts from {@link #DEFAULT}} */
    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        final int edge = embedding.patchSize();
        return EmbeddingDescription.of(embedding).variant() + " embedding of " + edge + "x" + edge + " patches"
                + (nearest > 1 ? ", mean of " + nearest + " distances" : "")
                + ", a memory bank of a share of " + coreset + limit(maxBankEntries) + " of the patches, "
                + search.name() + " search";
    }

    @Override
    public List<String> defaultLayers() {
        return List.of("layer2", "layer3");
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
        return Optional.of(embedding);
    }

    @Override
    public PatchCoreTrainer trainer(final List<FeatureMap> first, final long seed) {
        return new PatchCoreTrainer(this, seed);
    }

    /** Collects options. */
    public static final class Builder {
        private Embedding embedding;
        private double coreset;
        private Optional<Integer> maxBankEntries;
        private int projectionDimension;
        private int nearest;
        private int neighbors;
        private SearchMethod search;

        private Builder(final PatchCoreOptions options) {
            this.embedding = options.embedding();
            this.coreset = options.coreset();
            this.maxBankEntries = options.maxBankEntries();
            this.projectionDimension = options.projectionDimension();
            this.nearest = options.nearest();
            this.neighbors = options.neighbors();
            this.search = options.search();
        }

        /**
         * See {@link PatchCoreOptions#embedding}.
         *
         * @param value the embedding, with its patch size
         * @return this builder
         */
        public Builder embedding(final Embedding value) {
            this.embedding = value;
            return this;
        }

        /**
         * See {@link PatchCoreOptions#coreset}.
         *
         * @param value the share of patches that the memory bank keeps, in {@code (0, 1]}
         * @return this builder
         */
        public Builder coreset(final double value) {
            this.coreset = value;
            return this;
        }

        /**
         * See {@link PatchCoreOptions#maxBankEntries}.
         *
         * @param value the most patches that the memory bank keeps, at least 1; empty for no limit
         * @return this builder
         */
        public Builder maxBankEntries(final Optional<Integer> value) {
            this.maxBankEntries = value;
            return this;
        }

        /**
         * See {@link PatchCoreOptions#projectionDimension}.
         *
         * @param value number of dimensions, at least 0; 0 for no projection
         * @return this builder
         */
        public Builder projectionDimension(final int value) {
            this.projectionDimension = value;
            return this;
        }

        /**
         * See {@link PatchCoreOptions#nearest}.
         *
         * @param value number of nearest entries, at least 1
         * @return this builder
         */
        public Builder nearest(final int value) {
            this.nearest = value;
            return this;
        }

        /**
         * See {@link PatchCoreOptions#neighbors}.
         *
         * @param value number of neighbours, at least 1; 1 for no weight
         * @return this builder
         */
        public Builder neighbors(final int value) {
            this.neighbors = value;
            return this;
        }

        /**
         * See {@link PatchCoreOptions#search}.
         *
         * @param value the search method, with its options
         * @return this builder
         */
        public Builder search(final SearchMethod value) {
            this.search = value;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public PatchCoreOptions build() {
            return new PatchCoreOptions(
                    embedding, coreset, maxBankEntries, projectionDimension, nearest, neighbors, search);
        }
    }
}
