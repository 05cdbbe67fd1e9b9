package io.blemish.detector.mhpatchcore;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.PatchCovariance;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.Measure;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.patchcore.coreset.MergedCoreset;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/** Learns the whitening, then chooses a memory bank block by block. */
final class MhPatchCoreTrainer implements DetectorTrainer {
    /** Pictures of a block: a batch of anomalib. */
    private static final int BLOCK_PICTURES = 32;

    /** A block has fewer pictures if they would have more whitened values than this: 64 MB. */
    private static final int BLOCK_VALUES = 1 << 24;

    private final MhPatchCoreOptions options;
    private final long seed;

    MhPatchCoreTrainer(final MhPatchCoreOptions options, final long seed) {
        this.options = options;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(options.embedding());
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final Whitening whitening = Whitening.of(
                PatchCovariance.of(store, pictures, workers, progress),
                (long) pictures.length * store.patchesPerPicture(),
                options.explained(),
                options.shrinkage(),
                progress);
        final MergedCoreset coreset = new MergedCoreset(options.maxBankEntries(), workers);
        final int block = blockPictures((long) store.patchesPerPicture() * whitening.dimension());
        for (int first = 0; first < pictures.length; first += block) {
            add(coreset, store, pictures, first, Math.min(block, pictures.length - first), whitening, workers);
            progress.report("coreset", Math.min(first + block, pictures.length), pictures.length);
        }
        final MergedCoreset.Chosen chosen = coreset.all();
        final long all = (long) pictures.length * store.patchesPerPicture();
        final PatchCoreOptions bank = PatchCoreOptions.builder()
                .embedding(options.embedding())
                .coreset((double) chosen.sources().length / all)
                .neighbors(options.neighbors())
                .build();
        final Patches grid = store.picture(pictures[0]);
        return new MhPatchCore(
                options,
                whitening,
                PatchCore.over(bank, chosen.points(), chosen.sources(), grid, Measure.SQUARE, seed, workers, progress));
    }

    private static int blockPictures(final long values) {
        return (int) Math.max(1, Math.min(BLOCK_PICTURES, BLOCK_VALUES / values));
    }

    private static void add(
            final MergedCoreset coreset,
            final PatchStore store,
            final int[] pictures,
            final int first,
            final int count,
            final Whitening whitening,
            final Workers workers) {
        final int each = store.patchesPerPicture();
        final int dimension = whitening.dimension();
        final float[] values = new float[Math.multiplyExact(count * each, dimension)];
        final int[] sources = new int[count * each];
        workers.forEach(count, i -> {
            final int picture = pictures[first + i];
            final float[] whitened = whitening.apply(store.picture(picture)).values();
            System.arraycopy(whitened, 0, values, i * whitened.length, whitened.length);
            for (int p = 0; p < each; p++) {
                sources[i * each + p] = picture * each + p;
            }
        });
        coreset.add(FloatMatrix.wrap(values, count * each, dimension), sources);
    }
}
