package io.blemish.detector.views;

import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.detector.patchcore.PatchCoreTrainer;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Chooses a memory bank for each view, and measures how far good patches are from it. */
public final class ViewsTrainer implements DetectorTrainer {
    /** Pictures from which a view's unit is measured: their mean is within a few hundredths of that of all. */
    private static final int UNIT_PICTURES = 32;

    private final ViewsOptions options;
    private final List<View> views;
    private final long seed;

    ViewsTrainer(final ViewsOptions options, final List<View> views, final long seed) {
        this.options = options;
        this.views = views;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(options.embedding());
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final List<ViewDetector> detectors = new ArrayList<>();
        final List<ViewsDescription.Part> parts = new ArrayList<>();
        try {
            for (final View view : views) {
                final ViewDetector detector = detector(view, store, pictures, workers, progress);
                detectors.add(detector);
                parts.add(describe(detector, plain(view, store, workers), pictures, workers));
            }
        } catch (final RuntimeException | Error e) {
            detectors.forEach(ViewDetector::close);
            throw e;
        }
        return new Views(describe(store, parts), detectors, workers);
    }

    private ViewDetector detector(
            final View view,
            final PatchStore all,
            final int[] pictures,
            final Workers workers,
            final Progress progress) {
        final PatchStore plain = plain(view, all, workers);
        if (!view.direction()) {
            return new ViewDetector(
                    view, Optional.empty(), trainer(view).train(plain, pictures, workers, progress), Optional.empty());
        }
        final Directions directions = Directions.of(pictures.length, slot -> plain.picture(pictures[slot]), workers);
        // Other pictures have other directions, so this store is of the detector alone.
        final PatchStore store =
                fill(view, pictures.length, slot -> directions.of(plain.picture(pictures[slot])), workers);
        try {
            final int[] slots = IntStream.range(0, pictures.length).toArray();
            return new ViewDetector(
                    view,
                    Optional.of(directions),
                    trainer(view).train(store, slots, workers, progress),
                    Optional.of(store));
        } catch (final RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** The patches of a view's layer, of all pictures, as they are: one store for all detectors that are trained on them. */
    private PatchStore plain(final View view, final PatchStore all, final Workers workers) {
        final View layer = views.stream()
                .filter(other -> other.first() == view.first() && !other.direction())
                .findFirst()
                .orElseThrow();
        return all.derived(
                layer,
                () -> fill(
                        layer,
                        all.pictures(),
                        picture -> layer.of(all.picture(picture), all.height(), all.width()),
                        workers));
    }

    private PatchStore fill(
            final View view, final int pictures, final IntFunction<Patches> patchesOf, final Workers workers) {
        final PatchStore store =
                PatchStore.create(pictures, patchesOf.apply(0), trainer(view).projection(view.channels()));
        try {
            workers.forEach(pictures, slot -> store.put(slot, patchesOf.apply(slot)));
            return store;
        } catch (final RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private PatchCoreTrainer trainer(final View view) {
        return options.bank(view.coreset()).trainer(List.of(), seed);
    }

    private static ViewsDescription.Part describe(
            final ViewDetector detector, final PatchStore plain, final int[] pictures, final Workers workers) {
        // Directions lie in slots of their own.
        final boolean own = detector.store().isPresent();
        final int[] slots = own ? IntStream.range(0, pictures.length).toArray() : pictures;
        return new ViewsDescription.Part(
                detector.view().first(),
                detector.view().direction(),
                unit(detector.bank(), detector.store().orElse(plain), slots, workers),
                detector.bank().description());
    }

    private static double unit(
            final PatchCore bank, final PatchStore store, final int[] pictures, final Workers workers) {
        final int count = Math.min(UNIT_PICTURES, pictures.length);
        final OptionalDouble[] means = new OptionalDouble[count];
        workers.forEach(count, i -> {
            final int picture = pictures[(int) ((long) i * pictures.length / count)];
            means[i] = bank.distanceToOthers(store.picture(picture), picture);
        });
        final double mean = Arrays.stream(means)
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(0);
        return mean > 0 ? mean : 1;
    }

    private ViewsDescription describe(final PatchStore store, final List<ViewsDescription.Part> parts) {
        return new ViewsDescription(
                parts,
                options.coreset(),
                options.patchSize(),
                Views.WORST_SHARE,
                seed,
                store.height(),
                store.width(),
                views.stream()
                        .filter(view -> !view.direction())
                        .mapToInt(View::channels)
                        .sum());
    }
}
