package io.blemish.detector.spade;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactIndex;

/** Keeps every picture. The gallery is the same whichever pictures are asked for; only its use differs. */
final class SpadeTrainer implements DetectorTrainer {
    private final int nearest;
    private final int pooledChannels;
    private final long seed;

    SpadeTrainer(final int nearest, final int pooledChannels, final long seed) {
        this.nearest = nearest;
        this.pooledChannels = pooledChannels;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.pyramid();
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final FloatMatrix patches = store.matrix();
        final int count = patches.rows() / store.patchesPerPicture();
        final float[] pooled = new float[count * pooledChannels];
        for (int picture = 0; picture < count; picture++) {
            final float[] one = SpadeGallery.pool(store.picture(picture), pooledChannels);
            System.arraycopy(one, 0, pooled, picture * pooledChannels, pooledChannels);
            progress.report("gallery", picture + 1, count);
        }
        final SpadeGallery gallery = new SpadeGallery(
                patches, ExactIndex.ofDense(patches, workers), FloatMatrix.wrap(pooled, count, pooledChannels));
        final SpadeDescription description = new SpadeDescription(
                nearest, pooledChannels, seed, store.height(), store.width(), patches.columns(), count);
        return new Spade(description, gallery, pictures, workers);
    }
}
