package io.blemish.detector.anomalydino;

import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.patchcore.PatchCoreTrainer;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Chooses a memory bank of directions, of the part alone if it is told from the background. */
final class AnomalyDinoTrainer implements DetectorTrainer {
    private final PatchCoreOptions options;
    private final int dimension;
    private final WorstShare imageScore;
    private final Optional<Foreground> foreground;
    private final long seed;

    /** Of each slot of the store, because every fold asks again. */
    private final Map<Integer, boolean[]> parts = new ConcurrentHashMap<>();

    /**
     * A trainer.
     *
     * @param options of the memory bank
     * @param dimension of a patch
     * @param imageScore what makes the score of a picture of the distances of its patches
     * @param foreground tells the part from the background, if anything is to
     */
    AnomalyDinoTrainer(
            final PatchCoreOptions options,
            final int dimension,
            final WorstShare imageScore,
            final Optional<Foreground> foreground,
            final long seed) {
        this.options = options;
        this.dimension = dimension;
        this.imageScore = imageScore;
        this.foreground = foreground;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(options.embedding());
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        if (foreground.isPresent()) {
            return ofParts(foreground.get(), store, pictures, workers, progress);
        }
        final PatchCoreTrainer bank = options.trainer(List.of(), seed);
        // The directions are made once, and closed with the patches.
        final BankPatches directions =
                BankPatches.of(store).derived(new UnitLength(), bank.projection(dimension), workers);
        return new AnomalyDino(bank.train(directions, pictures, workers, progress), imageScore.share());
    }

    private TrainedDetector ofParts(
            final Foreground chosen,
            final PatchStore store,
            final int[] pictures,
            final Workers workers,
            final Progress progress) {
        workers.forEach(pictures.length, i -> part(chosen, store, pictures[i]));
        final int each = store.patchesPerPicture();
        final int[] rows = IntStream.of(pictures)
                .flatMap(slot -> {
                    final boolean[] part = part(chosen, store, slot);
                    return IntStream.range(0, each).filter(patch -> part[patch]).map(patch -> slot * each + patch);
                })
                .toArray();
        final UnitLength directions = new UnitLength();
        final PatchStore turned = store.derived(
                directions,
                () -> PatchStore.filled(
                        store.pictures(),
                        slot -> directions.apply(store.picture(slot)),
                        options.trainer(List.of(), seed).projection(dimension),
                        workers));
        return new ForegroundAnomalyDino(
                new AnomalyDino(PatchCore.among(options, turned, rows, seed, workers, progress), imageScore.share()),
                chosen);
    }

    private boolean[] part(final Foreground chosen, final PatchStore store, final int slot) {
        return parts.computeIfAbsent(slot, missing -> chosen.part(store.picture(missing)));
    }
}
