package io.blemish.model;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.Detector;
import io.blemish.detector.PatchCore;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.model.ModelDescription.EmbeddingDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Recall;
import io.blemish.search.SearchIndex;
import java.io.IOException;
import java.util.Optional;

/**
 * A PatchCore detector and its entries in a model file.
 *
 * @param options of the fit
 * @param store that the bank was chosen from
 * @param bank the memory bank
 * @param search of the bank
 */
record FittedPatchCore(FitOptions options, PatchStore store, MemoryBank bank, SearchIndex search) implements Fitted {
    /** Opens the detector of a model file. */
    static Detector open(final PatchCoreDescription description, final ArtifactFile file, final Workers workers) {
        final FloatMatrix bank = file.floats(ModelFile.BANK);
        return new PatchCore(
                PatchEmbedder.of(description.embedding().embedding(), workers),
                bank,
                description.search().method().read(file).over(bank, workers),
                description.nearest(),
                description.neighbors());
    }

    @Override
    public Detector detector(final Workers workers) {
        final FloatMatrix matrix = bank.matrix();
        return new PatchCore(
                PatchEmbedder.of(options.embedding(), workers),
                matrix,
                search.over(matrix, workers),
                options.nearest(),
                options.neighbors());
    }

    @Override
    public int entries() {
        return bank.matrix().rows();
    }

    @Override
    public Optional<Recall> recall(final FloatMatrix patches, final Workers workers) {
        if (!search.approximate()) {
            return Optional.empty();
        }
        final FloatMatrix matrix = bank.matrix();
        try (NeighborSearch searching = search.over(matrix, workers)) {
            return Optional.of(Recall.of(searching, matrix, patches, workers));
        }
    }

    @Override
    public PatchCoreDescription description(final Optional<Recall> recall) {
        return new PatchCoreDescription(
                EmbeddingDescription.of(options.embedding()),
                options.coreset(),
                store.projection().map(RandomProjection::dimension).orElse(0),
                options.nearest(),
                options.neighbors(),
                search.description(recall),
                options.seed(),
                bank.start(),
                store.height(),
                store.width(),
                bank.matrix().columns(),
                bank.matrix().rows());
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.ints(ModelFile.BANK_SOURCE, bank.sources(), bank.sources().length);
        final Optional<RandomProjection> projection = store.projection();
        if (projection.isPresent()) {
            final float[] matrix = projection.get().matrix();
            final int columns = projection.get().dimension();
            writer.floats(ModelFile.PROJECTION, FloatMatrix.wrap(matrix, matrix.length / columns, columns));
        }
        writer.floats(ModelFile.BANK, bank.matrix());
        search.write(writer);
    }

    @Override
    public void close() {
        bank.close();
    }
}
