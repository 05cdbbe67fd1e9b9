package io.blemish.detector.views;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The memory bank of one view.
 *
 * @param view what it takes of a picture's patches
 * @param directions how they become directions; empty if they are compared as they are
 * @param bank scores the view's patches
 * @param patches hold the entries, if all patches are kept; closed with this
 */
record ViewDetector(View view, Optional<Directions> directions, PatchCore bank, Optional<BankPatches> patches)
        implements AutoCloseable {
    static ViewDetector read(final ViewsDescription.Part part, final ArtifactFile file, final Workers workers) {
        final Optional<Directions> directions =
                part.direction() ? Optional.of(Directions.read(file, part.view().channels())) : Optional.empty();
        return new ViewDetector(part.view(), directions, part.detector().open(file, workers), Optional.empty());
    }

    PatchScores score(final Patches patches, final int fineHeight, final int fineWidth) {
        return bank.score(own(patches, fineHeight, fineWidth));
    }

    /** Adds the nodes that score the view of pictures, whose layers are pooled. */
    GraphScores addTo(
            final GraphAssembly graph, final List<GridValue> layers, final int fineHeight, final int fineWidth) {
        final GridValue own = view.of(graph, layers, fineHeight, fineWidth);
        return bank.addTo(graph, directions.map(to -> to.of(graph, own)).orElse(own));
    }

    int entries() {
        return bank.entries();
    }

    /** Whether the view has a patch at every position of a grid, with the channels as they are. */
    boolean covers(final int height, final int width) {
        return directions.isEmpty() && view.height() == height && view.width() == width;
    }

    /** The recall of the search, asked for the view's channels of patches of all layers. */
    Optional<Recall> recall(final FloatMatrix patches) {
        final float[] own = new float[patches.rows() * view.channels()];
        for (int row = 0; row < patches.rows(); row++) {
            System.arraycopy(patches.row(row), view.first(), own, row * view.channels(), view.channels());
        }
        return bank.recall(FloatMatrix.wrap(own, patches.rows(), view.channels()));
    }

    ViewDetector withRecall(final Optional<Recall> recall) {
        return new ViewDetector(view, directions, bank.withRecall(recall), patches);
    }

    /** Takes up further pictures, whose patches have all layers on the finest grid. */
    ViewDetector with(
            final PatchStore further,
            final int[] pictures,
            final int trained,
            final int fineHeight,
            final int fineWidth,
            final Workers workers,
            final Progress progress) {
        final PatchStore own = further.derived(
                view,
                () -> PatchStore.filled(
                        further.pictures(),
                        slot -> own(further.picture(slot), fineHeight, fineWidth),
                        bank.projection(),
                        workers));
        return new ViewDetector(
                view, directions, bank.with(own, pictures, trained, workers, progress), Optional.empty());
    }

    ViewDetector without(final int[] pictures, final Workers workers, final Progress progress) {
        return new ViewDetector(view, directions, bank.without(pictures, workers, progress), Optional.empty());
    }

    private Patches own(final Patches all, final int fineHeight, final int fineWidth) {
        final Patches plain = view.of(all, fineHeight, fineWidth);
        return directions.map(to -> to.apply(plain)).orElse(plain);
    }

    void write(final ArtifactWriter writer) throws IOException {
        if (directions.isPresent()) {
            directions.get().write(writer);
        }
        bank.write(writer);
    }

    @Override
    public void close() {
        bank.close();
        patches.ifPresent(BankPatches::close);
    }
}
