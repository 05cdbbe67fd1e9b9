package io.blemish.detector.padim;

import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.stream.IntStream;

/** Fits a normal distribution at each position. */
final class PadimTrainer implements DetectorTrainer {
    private final int available;
    private final int[] channels;
    private final long seed;

    /**
     * A trainer.
     *
     * @param available channels of all layers
     * @param channels the channels to use, ascending; kept and not changed
     * @param seed that drew them
     */
    PadimTrainer(final int available, final int[] channels, final long seed) {
        this.available = available;
        this.channels = channels;
        this.seed = seed;
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
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final Gaussians gaussians =
                Gaussians.fit(store.matrix(), store.patchesPerPicture(), pictures, workers, progress);
        final PadimDescription description = new PadimDescription(
                available,
                IntStream.of(channels).boxed().toList(),
                Gaussians.RIDGE,
                seed,
                store.height(),
                store.width(),
                channels.length);
        return Padim.of(description, gaussians, workers);
    }
}
