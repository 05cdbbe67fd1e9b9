package io.blemish.model;

import io.blemish.InputException;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.dataset.Sample;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The training pictures as patches.
 *
 * @param store a slot for each picture that could be read
 * @param samples these pictures, by slot
 * @param failures a sentence for each picture that could not be read
 * @param input the size of the network's input
 * @param fitter what they were embedded for
 */
record TrainingPatches(PatchStore store, List<Sample> samples, List<String> failures, Size input, Fitter fitter)
        implements AutoCloseable {
    /**
     * Embeds every sample. Each worker takes a picture all the way from its file to its patches, so no core waits for
     * another.
     *
     * @throws InputException where no picture can be read, or two give different grids of patches
     */
    static TrainingPatches embed(
            final List<Sample> samples,
            final FeatureSource source,
            final FitOptions options,
            final Workers workers,
            final Progress progress) {
        return new Work(samples, source, options, progress).run(workers);
    }

    @Override
    public void close() {
        store.close();
    }

    /** The work in hand. */
    private static final class Work {
        private final List<Sample> samples;
        private final FeatureSource source;
        private final FitOptions options;
        private final Progress progress;
        private final Map<Integer, String> failures = new ConcurrentSkipListMap<>();
        private final AtomicInteger done = new AtomicInteger();

        private Work(
                final List<Sample> samples,
                final FeatureSource source,
                final FitOptions options,
                final Progress progress) {
            this.samples = samples;
            this.source = source;
            this.options = options;
            this.progress = progress;
        }

        private TrainingPatches run(final Workers workers) {
            final PictureFeatures first = firstPicture();
            final Fitter fitter = Fitter.of(options, first.layers());
            final PatchEmbedder embedder = fitter.embedder();
            final Patches shape = embedder.embed(first.layers());
            final PatchStore store = PatchStore.create(samples.size(), shape, fitter.projection(shape.dimension()));
            try {
                workers.forEach(samples.size(), slot -> {
                    read(slot).ifPresent(picture -> put(store, slot, embedder.embed(picture.layers())));
                    advance();
                });
                final int[] read = IntStream.range(0, samples.size())
                        .filter(slot -> !failures.containsKey(slot))
                        .toArray();
                store.keep(read);
                final List<Sample> kept =
                        IntStream.of(read).mapToObj(samples::get).toList();
                return new TrainingPatches(
                        store,
                        kept,
                        List.copyOf(failures.values()),
                        options.preprocessing().outputSize(first.size()),
                        fitter);
            } catch (final RuntimeException e) {
                store.close();
                throw e;
            }
        }

        private PictureFeatures firstPicture() {
            for (int slot = 0; slot < samples.size(); slot++) {
                final Optional<PictureFeatures> picture = read(slot);
                if (picture.isPresent()) {
                    return picture.get();
                }
            }
            throw new InputException("None of the training pictures can be read. "
                    + failures.values().stream().findFirst().orElse("There is none."));
        }

        private Optional<PictureFeatures> read(final int slot) {
            try {
                return Optional.of(source.features(samples.get(slot)));
            } catch (final InputException e) {
                failures.put(slot, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void put(final PatchStore store, final int slot, final Patches patches) {
            if (!patches.finite()) {
                throw new InputException("The backbone gives values that are not finite numbers for "
                        + samples.get(slot).picture() + ": its weights are damaged. Get it again.");
            }
            if (!store.fits(patches)) {
                throw new InputException(
                        "Picture " + samples.get(slot).picture() + " has other proportions than the "
                                + "first, so its patches would not line up. Use --resize squash, or cut all alike with --crop.");
            }
            store.put(slot, patches);
        }

        private synchronized void advance() {
            progress.report("embedding", done.incrementAndGet(), samples.size());
        }
    }
}
