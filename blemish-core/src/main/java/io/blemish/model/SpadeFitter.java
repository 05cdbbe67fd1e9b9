package io.blemish.model;

import io.blemish.array.FloatMatrix;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.SpadeGallery;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactIndex;
import java.util.List;

/** Fits SPADE: keeps every picture. The gallery is the same whichever pictures are asked for; only its use differs. */
final class SpadeFitter implements Fitter {
    private final int nearest;
    private final long seed;
    private final int pooledChannels;

    SpadeFitter(final Method.Spade method, final FitOptions options, final List<FeatureMap> first) {
        this.nearest = method.pictures();
        this.seed = options.seed();
        this.pooledChannels = first.get(first.size() - 1).channels();
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.pyramid();
    }

    @Override
    public Fitted fit(final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
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
        return new FittedSpade(gallery, pictures, nearest, seed, store.height(), store.width());
    }
}
