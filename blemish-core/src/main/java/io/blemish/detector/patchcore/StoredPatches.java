package io.blemish.detector.patchcore;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Patches in a store of this machine.
 *
 * @param store closed with this
 */
record StoredPatches(PatchStore store) implements BankPatches {
    @Override
    public int pictures() {
        return store.pictures();
    }

    @Override
    public int height() {
        return store.height();
    }

    @Override
    public int width() {
        return store.width();
    }

    @Override
    public Optional<RandomProjection> projection() {
        return store.projection();
    }

    @Override
    public <R> List<R> map(final int[] pictures, final PatchFunction<R> function, final Workers workers) {
        final List<Optional<R>> answers = new ArrayList<>(Collections.nCopies(pictures.length, Optional.empty()));
        workers.forEach(pictures.length, i -> answers.set(i, Optional.of(function.apply(store.picture(pictures[i])))));
        return answers.stream().map(Optional::orElseThrow).toList();
    }

    @Override
    public Optional<FloatMatrix> inPlace(final int[] pictures) {
        return Optional.of(store.matrix().blocks(pictures, patchesPerPicture()));
    }

    @Override
    public FloatFile copy(final long[] rows) {
        return MemoryBank.copy(
                store.matrix(), LongStream.of(rows).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public long[] coreset(
            final int[] pictures, final int count, final long start, final Workers workers, final Progress progress) {
        final int[] picks = GreedyCoreset.select(
                store.projections().blocks(pictures, patchesPerPicture()),
                count,
                Math.toIntExact(start),
                workers,
                progress);
        return IntStream.of(picks).asLongStream().toArray();
    }

    @Override
    public BankPatches derived(
            final PatchFunction<Patches> function, final Optional<RandomProjection> projection, final Workers workers) {
        final int[] all = IntStream.range(0, store.pictures()).toArray();
        return new StoredPatches(store.derived(function, () -> fill(all, function, projection, workers)));
    }

    @Override
    public BankPatches derived(
            final int[] pictures,
            final PatchFunction<Patches> function,
            final Optional<RandomProjection> projection,
            final Workers workers) {
        return new StoredPatches(fill(pictures, function, projection, workers));
    }

    private PatchStore fill(
            final int[] pictures,
            final PatchFunction<Patches> function,
            final Optional<RandomProjection> projection,
            final Workers workers) {
        return PatchStore.filled(
                pictures.length, slot -> function.apply(store.picture(pictures[slot])), projection, workers);
    }

    @Override
    public void close() {
        store.close();
    }
}
