package io.blemish.detector.views;

import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.BankTrainer;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.detector.patchcore.PatchCoreTrainer;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Chooses a memory bank for each view, and measures how far good patches are from it. */
public final class ViewsTrainer implements BankTrainer {
    /** Pictures from which a view's unit is measured: their mean is within a few hundredths of that of all. */
    private static final int UNIT_PICTURES = 32;

    /** Pictures whose patches are on the heap at once. */
    private static final int PICTURES_AT_ONCE = 8;

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
            final BankPatches patches, final int[] pictures, final Workers workers, final Progress progress) {
        final List<ViewDetector> detectors = new ArrayList<>();
        final List<ViewsDescription.Part> parts = new ArrayList<>();
        try {
            for (final View view : views) {
                final ViewDetector detector = detector(view, patches, pictures, workers, progress);
                detectors.add(detector);
                parts.add(describe(detector, plain(view, patches, workers), pictures, workers));
            }
        } catch (final RuntimeException | Error e) {
            detectors.forEach(ViewDetector::close);
            throw e;
        }
        return new Views(describe(patches, parts), detectors, workers);
    }

    private ViewDetector detector(
            final View view,
            final BankPatches all,
            final int[] pictures,
            final Workers workers,
            final Progress progress) {
        final BankPatches plain = plain(view, all, workers);
        if (!view.direction()) {
            return new ViewDetector(
                    view, Optional.empty(), trainer(view).train(plain, pictures, workers, progress), Optional.empty());
        }
        final Directions directions = Directions.of(plain.map(pictures, ChannelSums::of, workers));
        // Other pictures have other directions, so these patches are of the detector alone.
        final BankPatches own = plain.derived(pictures, directions, projection(view), workers);
        try {
            final int[] slots = IntStream.range(0, pictures.length).toArray();
            return new ViewDetector(
                    view,
                    Optional.of(directions),
                    trainer(view).train(own, slots, workers, progress),
                    Optional.of(own));
        } catch (final RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    /** The patches of a view's layer, of all pictures, as they are: made once for all detectors that are trained on them. */
    private BankPatches plain(final View view, final BankPatches all, final Workers workers) {
        final View layer = views.stream()
                .filter(other -> other.first() == view.first() && !other.direction())
                .findFirst()
                .orElseThrow();
        return all.derived(new LayerPatches(layer, all.height(), all.width()), projection(layer), workers);
    }

    private Optional<RandomProjection> projection(final View view) {
        return trainer(view).projection(view.channels());
    }

    private PatchCoreTrainer trainer(final View view) {
        return options.bank(view.coreset()).trainer(List.of(), seed);
    }

    private static ViewsDescription.Part describe(
            final ViewDetector detector, final BankPatches plain, final int[] pictures, final Workers workers) {
        // Directions lie in slots of their own.
        final boolean own = detector.patches().isPresent();
        final int[] slots = own ? IntStream.range(0, pictures.length).toArray() : pictures;
        return new ViewsDescription.Part(
                detector.view().first(),
                detector.view().direction(),
                unit(detector.bank(), detector.patches().orElse(plain), slots, workers),
                detector.bank().description());
    }

    private static double unit(
            final PatchCore bank, final BankPatches patches, final int[] pictures, final Workers workers) {
        final int count = Math.min(UNIT_PICTURES, pictures.length);
        final int[] some = IntStream.range(0, count)
                .map(i -> pictures[(int) ((long) i * pictures.length / count)])
                .toArray();
        final OptionalDouble[] means = new OptionalDouble[count];
        for (int first = 0; first < count; first += PICTURES_AT_ONCE) {
            final int from = first;
            final int[] next = Arrays.copyOfRange(some, from, Math.min(count, from + PICTURES_AT_ONCE));
            final List<Patches> asked = patches.map(next, picture -> picture, workers);
            workers.forEach(next.length, i -> means[from + i] = bank.distanceToOthers(asked.get(i), next[i]));
        }
        final double mean = Arrays.stream(means)
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(0);
        return mean > 0 ? mean : 1;
    }

    private ViewsDescription describe(final BankPatches patches, final List<ViewsDescription.Part> parts) {
        return new ViewsDescription(
                parts,
                options.coreset(),
                options.patchSize(),
                options.imageScore().share(),
                seed,
                patches.height(),
                patches.width(),
                views.stream()
                        .filter(view -> !view.direction())
                        .mapToInt(View::channels)
                        .sum());
    }
}
