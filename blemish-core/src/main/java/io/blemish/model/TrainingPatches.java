package io.blemish.model;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.DetectorTrainer;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.image.Appearance;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The patches of the training pictures.
 *
 * @param networks the patches by each network
 * @param pictures the pictures that could be read, by slot
 * @param appearances of the same pictures
 * @param failures a sentence for each picture that could not be read
 * @param placement of the first picture in the networks' input
 */
record TrainingPatches(
        List<OfNetwork> networks,
        List<Picture> pictures,
        List<Appearance> appearances,
        List<String> failures,
        Placement placement)
        implements AutoCloseable {
    /**
     * The patches of one network.
     *
     * @param store a slot for each picture that could be read
     * @param trainer trains on them
     */
    record OfNetwork(PatchStore store, DetectorTrainer trainer) {}

    /**
     * Embeds every picture. Each worker takes a picture, or as many as the source is best asked for, all the way from the
     * file to the patches, so no core waits for another.
     *
     * @param preprocessing of the source
     * @param trainers makes the trainer of a network from the feature maps of one of the pictures
     * @throws BlemishException if no picture can be read, or two give different grids of patches
     */
    static TrainingPatches embed(
            final List<Picture> pictures,
            final FeatureSource source,
            final Preprocessing preprocessing,
            final Function<List<FeatureMap>, DetectorTrainer> trainers,
            final Workers workers,
            final Progress progress) {
        return new Work(pictures, source, preprocessing, trainers, progress).run(workers);
    }

    /** The size of the networks' input. */
    Size input() {
        return placement.input();
    }

    /** How many patches all networks made of all pictures. */
    int patches() {
        return pictures.size()
                * networks.stream()
                        .mapToInt(network -> network.store().patchesPerPicture())
                        .sum();
    }

    @Override
    public void close() {
        networks.forEach(network -> network.store().close());
    }

    /** The work on one set of pictures. */
    private static final class Work {
        private final List<Picture> pictures;
        private final FeatureSource source;
        private final Preprocessing preprocessing;
        private final Function<List<FeatureMap>, DetectorTrainer> trainers;
        private final Progress progress;
        private final List<OfNetwork> networks = new ArrayList<>();
        private final Map<Integer, Appearance> appearances = new ConcurrentHashMap<>();
        private final Map<Integer, String> failures = new ConcurrentSkipListMap<>();
        private final AtomicInteger done = new AtomicInteger();
        private Optional<Placement> placement = Optional.empty();

        private Work(
                final List<Picture> pictures,
                final FeatureSource source,
                final Preprocessing preprocessing,
                final Function<List<FeatureMap>, DetectorTrainer> trainers,
                final Progress progress) {
            this.pictures = pictures;
            this.source = source;
            this.preprocessing = preprocessing;
            this.trainers = trainers;
            this.progress = progress;
        }

        private TrainingPatches run(final Workers workers) {
            try {
                final int first = firstPicture();
                workers.forBlocks(pictures.size() - first - 1, source.batch(), (from, to) -> {
                    final int begin = first + 1 + from;
                    final int end = first + 1 + to;
                    final List<Extraction> extractions = source.features(pictures.subList(begin, end));
                    for (int slot = begin; slot < end; slot++) {
                        final int number = slot;
                        features(slot, extractions.get(slot - begin)).ifPresent(picture -> put(number, picture));
                        advance();
                    }
                });
                final int[] read = IntStream.range(0, pictures.size())
                        .filter(slot -> !failures.containsKey(slot))
                        .toArray();
                networks.forEach(network -> network.store().keep(read));
                return new TrainingPatches(
                        List.copyOf(networks),
                        IntStream.of(read).mapToObj(pictures::get).toList(),
                        IntStream.of(read)
                                .mapToObj(slot -> Objects.requireNonNull(appearances.get(slot)))
                                .toList(),
                        List.copyOf(failures.values()),
                        placement.orElseThrow());
            } catch (final RuntimeException | Error e) {
                networks.forEach(network -> network.store().close());
                throw e;
            }
        }

        /** Reads pictures until one can be read, by which the stores are laid out. Returns its slot. */
        private int firstPicture() {
            for (int slot = 0; slot < pictures.size(); slot++) {
                final Optional<PictureFeatures> picture = features(
                        slot, source.features(List.of(pictures.get(slot))).get(0));
                if (picture.isPresent()) {
                    final Size size = picture.get().size();
                    preprocessing.mask().ifPresent(mask -> mask.requireProportions(size));
                    placement = Optional.of(preprocessing.placement(size));
                    picture.get().networks().forEach(this::prepare);
                    put(slot, picture.get());
                    advance();
                    return slot;
                }
                advance();
            }
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL,
                    "None of the training pictures can be read. "
                            + failures.values().stream().findFirst().orElse("There is none."));
        }

        private void prepare(final List<FeatureMap> maps) {
            final DetectorTrainer trainer = trainers.apply(maps);
            final Patches shape = trainer.embedder().embed(maps);
            networks.add(new OfNetwork(
                    PatchStore.create(pictures.size(), shape, trainer.projection(shape.dimension())), trainer));
        }

        private Optional<PictureFeatures> features(final int slot, final Extraction extraction) {
            try {
                return Optional.of(extraction.orElseThrow());
            } catch (final BlemishException e) {
                failures.put(slot, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void put(final int slot, final PictureFeatures picture) {
            appearances.put(slot, picture.appearance());
            for (int i = 0; i < networks.size(); i++) {
                final OfNetwork network = networks.get(i);
                put(network.store(), slot, network.trainer().embedder().embed(picture.network(i)));
            }
        }

        private void put(final PatchStore store, final int slot, final Patches patches) {
            if (!patches.finite()) {
                throw new BackboneException(
                        ErrorCode.MODEL_NOT_FINITE,
                        "The backbone gives values that are not finite numbers for "
                                + pictures.get(slot).name() + ": its weights are damaged. Get it again.");
            }
            if (!store.fits(patches)) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNSUITABLE,
                        "Picture " + pictures.get(slot).name() + " has other proportions than the "
                                + "first, so its patches would not line up.");
            }
            store.put(slot, patches);
        }

        private synchronized void advance() {
            progress.report("embedding", done.incrementAndGet(), pictures.size());
        }
    }
}
