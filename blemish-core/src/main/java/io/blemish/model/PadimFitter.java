package io.blemish.model;

import io.blemish.InputException;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.Gaussians;
import io.blemish.detector.Padim;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;

/** Fits PaDiM: a Gaussian at each position. */
final class PadimFitter implements Fitter {
    private final long seed;
    private final int available;
    private final int[] channels;

    PadimFitter(final Method.Padim method, final FitOptions options, final List<FeatureMap> first) {
        this.seed = options.seed();
        this.available = first.stream().mapToInt(FeatureMap::channels).sum();
        final int wanted = method.channels() == 0 ? Padim.defaultChannels(available) : method.channels();
        if (wanted > available) {
            throw new InputException("PaDiM is to keep " + wanted + " channels and the layers have " + available
                    + " in all. Name a smaller --channels, or more layers.");
        }
        this.channels = Padim.drawChannels(available, wanted, seed);
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.subset(channels);
    }

    @Override
    public int fewestPictures() {
        return 2;
    }

    @Override
    public Fitted fit(final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final Gaussians gaussians =
                Gaussians.fit(store.matrix(), store.patchesPerPicture(), pictures, workers, progress);
        return new FittedPadim(available, channels, seed, store.height(), store.width(), gaussians);
    }
}
