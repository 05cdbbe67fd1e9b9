package io.blemish.detector.patchcore;

import io.blemish.array.FloatMatrix;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.SearchIndex;
import java.util.Optional;

/** Chooses a memory bank and indexes it. */
public final class PatchCoreTrainer implements BankTrainer {
    private final PatchCoreOptions options;
    private final long seed;

    PatchCoreTrainer(final PatchCoreOptions options, final long seed) {
        this.options = options;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(options.embedding());
    }

    @Override
    public Optional<RandomProjection> projection(final int dimension) {
        final boolean all = options.coreset() == 1 && options.maxBankEntries().isEmpty();
        final boolean unused = options.projectionDimension() == 0 || all;
        return unused
                ? Optional.empty()
                : Optional.of(RandomProjection.gaussian(dimension, options.projectionDimension(), seed));
    }

    @Override
    public PatchCore train(
            final BankPatches patches, final int[] pictures, final Workers workers, final Progress progress) {
        final MemoryBank bank = MemoryBank.choose(patches, pictures, options.size(), seed, workers, progress);
        try {
            final SearchIndex index = options.search().index(bank.matrix(), seed, workers, progress);
            return PatchCore.of(
                    describe(patches, bank, index),
                    bank,
                    index,
                    patches.projection().map(PatchCoreTrainer::matrix),
                    workers);
        } catch (final RuntimeException e) {
            bank.close();
            throw e;
        }
    }

    private PatchCoreDescription describe(final BankPatches patches, final MemoryBank bank, final SearchIndex index) {
        return new PatchCoreDescription(
                EmbeddingDescription.of(options.embedding()),
                options.coreset(),
                options.maxBankEntries(),
                patches.projection().map(RandomProjection::dimension).orElse(0),
                options.nearest(),
                options.neighbors(),
                index.description(Optional.empty()),
                seed,
                bank.start(),
                patches.height(),
                patches.width(),
                bank.matrix().columns(),
                bank.matrix().rows());
    }

    private static FloatMatrix matrix(final RandomProjection projection) {
        final float[] values = projection.matrix();
        final int columns = projection.dimension();
        return FloatMatrix.wrap(values, values.length / columns, columns);
    }
}
