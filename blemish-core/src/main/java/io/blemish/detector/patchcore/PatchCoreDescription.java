package io.blemish.detector.patchcore;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.parallel.Workers;
import io.blemish.search.SearchDescription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PatchCore's parameters in a model file.
 *
 * @param embedding how features become patches
 * @param coreset the share of the training patches that the memory bank keeps, in {@code (0, 1]}
 * @param maxBankEntries the most patches that it may keep; empty for no limit
 * @param projectionDimension dimensions in which the coreset was chosen; 0 for no projection
 * @param nearest over how many nearest entries a patch's distance is the mean; 1 if a file does not say
 * @param neighbors {@code b}; 1 for no re-weighting
 * @param search how the nearest entries are found
 * @param seed of the projection, the start index and the choice of held-out pictures
 * @param start index of the coreset's first patch among all training patches
 * @param gridHeight rows of patches of a picture
 * @param gridWidth columns of patches of a picture
 * @param dimension values of a patch
 * @param bankSize entries of the memory bank
 */
public record PatchCoreDescription(
        EmbeddingDescription embedding,
        double coreset,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> maxBankEntries,
        int projectionDimension,
        @JsonSetter(nulls = Nulls.AS_EMPTY) int nearest,
        int neighbors,
        SearchDescription search,
        long seed,
        long start,
        int gridHeight,
        int gridWidth,
        int dimension,
        int bankSize)
        implements DetectorDescription {
    /** The version of the format that other patch sizes and the mean of several distances need. */
    private static final int NEIGHBORHOOD_VERSION = 3;

    /**
     * Fills in what files of version 1 may leave out.
     *
     * @param embedding the way in which features become patches
     * @param coreset the share of the training patches that the memory bank keeps, in {@code (0, 1]}
     * @param maxBankEntries the largest number of patches that it may keep; empty for no limit
     * @param projectionDimension number of dimensions in which the coreset was chosen; 0 for no projection
     * @param nearest number of nearest entries over which a patch's distance is the mean; 0, for a file that does not say,
     *     becomes 1
     * @param neighbors number {@code b} of neighbours that weight the score; 1 for no re-weighting
     * @param search the way in which the nearest entries are found
     * @param seed the seed of the projection, the start index and the choice of held-out pictures
     * @param start index of the coreset's first patch among all training patches
     * @param gridHeight number of rows of patches of a picture
     * @param gridWidth number of columns of patches of a picture
     * @param dimension number of values of a patch
     * @param bankSize number of entries of the memory bank
     */
    public PatchCoreDescription {
        nearest = nearest == 0 ? PatchCoreOptions.DEFAULT_NEAREST : nearest;
        Ranges.present(embedding, "embedding");
        Ranges.within(coreset, "coreset", Double.MIN_VALUE, 1);
        maxBankEntries.ifPresent(most -> Ranges.within(most, "max_bank_entries", 1, Integer.MAX_VALUE));
        Ranges.within(projectionDimension, "projection_dimension", 0, Integer.MAX_VALUE);
        Ranges.within(nearest, "nearest", 1, Integer.MAX_VALUE);
        Ranges.within(neighbors, "neighbors", 1, Integer.MAX_VALUE);
        Ranges.present(search, "search");
        Ranges.within(start, "start", 0, Long.MAX_VALUE);
        Ranges.grid(gridHeight, gridWidth, dimension);
        Ranges.within(bankSize, "bank_size", 1, Integer.MAX_VALUE);
    }

    /**
     * A bank without a limit.
     *
     * @param embedding the way in which features become patches
     * @param coreset the share of the training patches that the memory bank keeps, in {@code (0, 1]}
     * @param projectionDimension number of dimensions in which the coreset was chosen; 0 for no projection
     * @param nearest number of nearest entries over which a patch's distance is the mean
     * @param neighbors number {@code b} of neighbours that weight the score; 1 for no re-weighting
     * @param search the way in which the nearest entries are found
     * @param seed the seed of the projection, the start index and the choice of held-out pictures
     * @param start index of the coreset's first patch among all training patches
     * @param gridHeight number of rows of patches of a picture
     * @param gridWidth number of columns of patches of a picture
     * @param dimension number of values of a patch
     * @param bankSize number of entries of the memory bank
     */
    public PatchCoreDescription(
            final EmbeddingDescription embedding,
            final double coreset,
            final int projectionDimension,
            final int nearest,
            final int neighbors,
            final SearchDescription search,
            final long seed,
            final long start,
            final int gridHeight,
            final int gridWidth,
            final int dimension,
            final int bankSize) {
        this(
                embedding,
                coreset,
                Optional.empty(),
                projectionDimension,
                nearest,
                neighbors,
                search,
                seed,
                start,
                gridHeight,
                gridWidth,
                dimension,
                bankSize);
    }

    /** How many patches the bank keeps of any number. */
    BankSize size() {
        return new BankSize(coreset, maxBankEntries);
    }

    @Override
    public String type() {
        return PatchCoreOptions.TYPE;
    }

    @Override
    public int formatVersion() {
        final boolean usual =
                nearest == PatchCoreOptions.DEFAULT_NEAREST && embedding.patchSize() == Embedding.DEFAULT_PATCH_SIZE;
        return usual ? 1 : NEIGHBORHOOD_VERSION;
    }

    PatchCoreDescription withSearch(final SearchDescription value) {
        return withBank(bankSize, start, value);
    }

    PatchCoreDescription withBank(final int entries, final long first, final SearchDescription searched) {
        return new PatchCoreDescription(
                embedding,
                coreset,
                maxBankEntries,
                projectionDimension,
                nearest,
                neighbors,
                searched,
                seed,
                first,
                gridHeight,
                gridWidth,
                dimension,
                entries);
    }

    @Override
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact(
                        "detector",
                        "patchcore, " + embedding.variant() + " embedding of " + embedding.patchSize() + "x"
                                + embedding.patchSize() + " patches, mean distance to " + nearest + " nearest, "
                                + neighbors + " neighbours, seed " + seed),
                new Fact(
                        "memory bank",
                        String.format(
                                Locale.ROOT,
                                "%,d patches of %d values, a share of %s%s of %s' %dx%d patches",
                                bankSize,
                                dimension,
                                coreset,
                                PatchCoreOptions.limit(maxBankEntries),
                                trained,
                                gridHeight,
                                gridWidth)),
                new Fact(
                        "coreset",
                        "first pick " + start
                                + (projectionDimension == 0
                                        ? ", chosen without projection"
                                        : ", chosen in " + projectionDimension + " projected dimensions")),
                new Fact("search", search.summary()));
    }

    @Override
    public PatchCore open(final ArtifactFile file, final Workers workers) {
        return open(file, workers, Measure.DISTANCE);
    }

    /**
     * Opens a bank that is part of another detector.
     *
     * @param file the model file, or a folder in it
     * @param workers threads to use
     * @param measure what is taken of distances
     * @return the bank, to be closed by the caller
     */
    public PatchCore open(final ArtifactFile file, final Workers workers, final Measure measure) {
        return PatchCore.read(this, file, measure, workers);
    }
}
