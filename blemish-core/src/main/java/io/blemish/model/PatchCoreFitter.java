package io.blemish.model;

import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Optional;

/** Fits PatchCore: chooses a memory bank. */
final class PatchCoreFitter implements Fitter {
    private final FitOptions options;

    PatchCoreFitter(final FitOptions options) {
        this.options = options;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(options.embedding());
    }

    @Override
    public Optional<RandomProjection> projection(final int dimension) {
        final boolean unused = options.projectionDimension() == 0 || options.coreset() == 1;
        return unused
                ? Optional.empty()
                : Optional.of(RandomProjection.gaussian(dimension, options.projectionDimension(), options.seed()));
    }

    @Override
    public Fitted fit(final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final MemoryBank bank =
                MemoryBank.choose(store, pictures, options.coreset(), options.seed(), workers, progress);
        try {
            return new FittedPatchCore(
                    options, store, bank, options.search().index(bank.matrix(), options.seed(), workers, progress));
        } catch (final RuntimeException e) {
            bank.close();
            throw e;
        }
    }
}
