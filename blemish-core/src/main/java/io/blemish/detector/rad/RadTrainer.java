package io.blemish.detector.rad;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;

/** Keeps every picture. The gallery is the same whichever pictures are asked for; only its use differs. */
final class RadTrainer implements DetectorTrainer {
    private final RadOptions options;
    private final List<Integer> layers;
    private final boolean classToken;
    private final long seed;

    /**
     * A trainer.
     *
     * @param layers how many channels each has, in their order
     * @param classToken whether the last layer is one of the whole picture, by which patches are not compared
     */
    RadTrainer(final RadOptions options, final List<Integer> layers, final boolean classToken, final long seed) {
        this.options = options;
        this.layers = layers;
        this.classToken = classToken;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return Rad.EMBEDDER;
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final int last = layers.get(layers.size() - 1);
        final int count = store.pictures();
        final float[] pooled = new float[count * last];
        workers.forEach(count, i -> System.arraycopy(Gallery.pool(store.picture(i), last), 0, pooled, i * last, last));
        final RadDescription description = new RadDescription(
                options.pictures(),
                options.radius(),
                layers,
                classToken,
                options.imageScore().share(),
                seed,
                store.height(),
                store.width(),
                layers.stream().mapToInt(Integer::intValue).sum(),
                count);
        final LayerDirections directions = new LayerDirections(description.compared());
        final PatchStore normalised = store.derived(
                directions,
                () -> PatchStore.filled(
                        count, slot -> directions.apply(store.picture(slot)), Optional.empty(), workers));
        progress.report("gallery", count, count);
        final Gallery gallery = new Gallery(normalised.matrix(), FloatMatrix.wrap(pooled, count, last));
        return new Rad(description, gallery, pictures, workers);
    }
}
