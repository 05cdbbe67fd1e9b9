package io.blemish.model;

import io.blemish.InputException;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.dataset.Sample;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The training pictures as patches.
 *
 * @param networks what each network made of them
 * @param samples the pictures that could be read, by slot
 * @param failures a sentence for each picture that could not be read
 * @param input the size of the networks' input
 */
record TrainingPatches(List<OfNetwork> networks, List<Sample> samples, List<String> failures, Size input)
        implements AutoCloseable {
    /**
     * The patches of one network.
     *
     * @param store a slot for each picture that could be read
     * @param fitter what they were embedded for
     */
    record OfNetwork(PatchStore store, Fitter fitter) {}

    /**
     * Embeds every sample. Each worker takes a picture, or as many as the source is best asked for, all the way from the
     * file to the patches, so no core waits for another.
     *
     * @param layers how many feature maps of a picture are each network's, in order
     * @throws InputException where no picture can be read, or two give different grids of patches
     */
    static TrainingPatches embed(
            final List<Sample> samples,
            final FeatureSource source,
            final int[] layers,
            final FitOptions options,
            final Workers workers,
            final Progress progress) {
        return new Work(samples, source, layers, options, progress).run(workers);
    }

    /** How many patches all networks made of all pictures. */
    int patches() {
        return samples.size()
                * networks.stream()
                        .mapToInt(network -> network.store().patchesPerPicture())
                        .sum();
    }

    @Override
    public void close() {
        networks.forEach(network -> network.store().close());
    }

    /** The work in hand. */
    private static final class Work {
        private final List<Sample> samples;
        private final FeatureSource source;
        private final int[] layers;
        private final FitOptions options;
        private final Progress progress;
        private final List<OfNetwork> networks = new ArrayList<>();
        private final Map<Integer, String> failures = new ConcurrentSkipListMap<>();
        private final AtomicInteger done = new AtomicInteger();

        private Work(
                final List<Sample> samples,
                final FeatureSource source,
                final int[] layers,
                final FitOptions options,
                final Progress progress) {
            this.samples = samples;
            this.source = source;
            this.layers = layers;
            this.options = options;
            this.progress = progress;
        }

        private TrainingPatches run(final Workers workers) {
            final PictureFeatures first = firstPicture();
            try {
                split(first).forEach(this::prepare);
                workers.forBlocks(samples.size(), source.batch(), (from, to) -> {
                    final List<Extraction> pictures = source.features(samples.subList(from, to));
                    for (int slot = from; slot < to; slot++) {
                        put(slot, pictures.get(slot - from));
                        advance();
                    }
                });
                final int[] read = IntStream.range(0, samples.size())
                        .filter(slot -> !failures.containsKey(slot))
                        .toArray();
                networks.forEach(network -> network.store().keep(read));
                final List<Sample> kept =
                        IntStream.of(read).mapToObj(samples::get).toList();
                return new TrainingPatches(
                        List.copyOf(networks),
                        kept,
                        List.copyOf(failures.values()),
                        options.preprocessing().outputSize(first.size()));
            } catch (final RuntimeException e) {
                networks.forEach(network -> network.store().close());
                throw e;
            }
        }

        /** Each network's feature maps. */
        private List<List<FeatureMap>> split(final PictureFeatures picture) {
            final List<List<FeatureMap>> parts = new ArrayList<>();
            int next = 0;
            for (final int count : layers) {
                parts.add(picture.layers().subList(next, next + count));
                next += count;
            }
            return parts;
        }

        private void prepare(final List<FeatureMap> maps) {
            final Fitter fitter = Fitter.of(options, maps);
            final Patches shape = fitter.embedder().embed(maps);
            networks.add(new OfNetwork(
                    PatchStore.create(samples.size(), shape, fitter.projection(shape.dimension())), fitter));
        }

        private PictureFeatures firstPicture() {
            for (int slot = 0; slot < samples.size(); slot++) {
                final Optional<PictureFeatures> picture = features(
                        slot, source.features(List.of(samples.get(slot))).get(0));
                if (picture.isPresent()) {
                    return picture.get();
                }
            }
            throw new InputException("None of the training pictures can be read. "
                    + failures.values().stream().findFirst().orElse("There is none."));
        }

        private Optional<PictureFeatures> features(final int slot, final Extraction extraction) {
            try {
                return Optional.of(extraction.orElseThrow());
            } catch (final InputException e) {
                failures.put(slot, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void put(final int slot, final Extraction extraction) {
            features(slot, extraction).ifPresent(picture -> put(slot, split(picture)));
        }

        private void put(final int slot, final List<List<FeatureMap>> maps) {
            for (int i = 0; i < networks.size(); i++) {
                final OfNetwork network = networks.get(i);
                put(network.store(), slot, network.fitter().embedder().embed(maps.get(i)));
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
