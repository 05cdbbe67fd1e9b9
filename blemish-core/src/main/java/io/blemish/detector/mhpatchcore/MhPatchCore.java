package io.blemish.detector.mhpatchcore;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.Measure;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A whitening and a memory bank of whitened patches: what MH-PatchCore keeps of the training pictures. */
final class MhPatchCore implements TrainedDetector {
    private static final String MEAN = "mean.npy";
    private static final String AXES = "axes.npy";

    private final MhPatchCoreDescription description;
    private final Whitening whitening;
    private final PatchCore bank;

    /**
     * A detector that was just trained.
     *
     * @param bank of whitened patches, by squared distances; closed with this
     */
    MhPatchCore(final MhPatchCoreOptions options, final Whitening whitening, final PatchCore bank) {
        this(
                new MhPatchCoreDescription(
                        options.explained(),
                        options.shrinkage(),
                        options.maxBankEntries(),
                        whitening.mean().columns(),
                        bank.description()),
                whitening,
                bank);
    }

    private MhPatchCore(final MhPatchCoreDescription description, final Whitening whitening, final PatchCore bank) {
        this.description = description;
        this.whitening = whitening;
        this.bank = bank;
    }

    static MhPatchCore read(final MhPatchCoreDescription description, final ArtifactFile file, final Workers workers) {
        final FloatMatrix mean = file.floats(MEAN);
        final FloatMatrix axes = file.floats(AXES);
        Ranges.shape(mean, MEAN, 1, description.dimension());
        Ranges.shape(axes, AXES, description.bank().dimension(), description.dimension());
        Ranges.finite(mean, MEAN);
        Ranges.finite(axes, AXES);
        return new MhPatchCore(
                description, new Whitening(mean, axes), description.bank().open(file, workers, Measure.SQUARE));
    }

    @Override
    public PatchEmbedder embedder() {
        return bank.embedder();
    }

    @Override
    public PatchScores score(final Patches patches) {
        return bank.score(whitening.apply(patches));
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        return bank.addTo(graph, whitening.of(graph, embedder().embed(graph, networks.get(0))));
    }

    @Override
    public Optional<PatchSource> source(final int entry) {
        return bank.source(entry);
    }

    @Override
    public DetectorDescription description() {
        return description;
    }

    @Override
    public int entries() {
        return bank.entries();
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(MEAN, whitening.mean());
        writer.floats(AXES, whitening.axes());
        bank.write(writer);
    }

    @Override
    public void close() {
        bank.close();
    }
}
