package io.blemish.model;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.alignment.Pose;
import io.blemish.alignment.Turns;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.JoinedTiles;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.image.Appearance;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The patches of the training pictures.
 *
 * @param networks the patches by each network
 * @param pictures the pictures that could be read, by slot
 * @param appearances of the same pictures
 * @param poses of the same pictures, if they were brought to that of a template
 * @param failures a sentence for each picture that could not be read
 * @param preprocessing from the pictures to the networks' inputs
 * @param first the size of the first picture
 * @param slots of the stores that each picture has
 */
record TrainingPatches(
        List<OfNetwork> networks,
        List<Picture> pictures,
        List<Appearance> appearances,
        List<Optional<Pose>> poses,
        List<String> failures,
        Preprocessing preprocessing,
        Size first,
        InputSlots slots)
        implements AutoCloseable {
    /**
     * The patches of one network.
     *
     * @param store a slot for each input of the networks, of pictures that could be read
     * @param trainer trains on them
     */
    record OfNetwork(PatchStore store, DetectorTrainer trainer) {}

    /**
     * Embeds every picture. Each worker takes a picture, or as many as the source is best asked for, all the way from the
     * file to the patches, so no core waits for another.
     *
     * @param preprocessing of the source
     * @param turns of the copies that the source makes of each picture, if it does
     * @param trainers makes the trainer of a network from the feature maps of one of the pictures
     * @throws BlemishException if no picture can be read, or two give different grids of patches
     */
    static TrainingPatches embed(
            final List<Picture> pictures,
            final FeatureSource source,
            final Preprocessing preprocessing,
            final Optional<Turns> turns,
            final Function<List<FeatureMap>, DetectorTrainer> trainers,
            final Workers workers,
            final Progress progress) {
        return new Work(pictures, source, preprocessing, turns, trainers, progress).run(workers);
    }

    /** The size of the networks' input. */
    Size input() {
        return preprocessing.outputSize(first);
    }

    /** Where a picture lies in its anomaly map. Whole pictures are taken to be as large as the first. */
    Placement placement(final int picture) {
        return preprocessing.placement(size(picture));
    }

    private Size size(final int picture) {
        return slots.sizes().isEmpty() ? first : slots.sizes().get(picture);
    }

    /**
     * The scores of a picture.
     *
     * @param ofSlot gives those of one input of the networks
     */
    PatchScores joined(final int picture, final IntFunction<PatchScores> ofSlot) {
        final PatchScores joined = JoinedTiles.of(
                Arrays.stream(slots.judged(picture)).mapToObj(ofSlot).toList(), preprocessing, size(picture));
        return ScoredPicture.inside(joined, poses.get(picture), placement(picture));
    }

    /** How many patches all networks made of all pictures. */
    long patches() {
        return (long) slots.total()
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
        /** Smaller than any tile. */
        private static final Size NONE = new Size(1, 1);

        private final List<Picture> pictures;
        private final FeatureSource source;
        private final Preprocessing preprocessing;
        private final Function<List<FeatureMap>, DetectorTrainer> trainers;
        private final Progress progress;
        private final List<OfNetwork> networks = new ArrayList<>();
        private final Map<Integer, Appearance> appearances = new ConcurrentHashMap<>();
        private final Map<Integer, Optional<Pose>> poses = new ConcurrentHashMap<>();
        private final Map<Integer, String> failures = new ConcurrentSkipListMap<>();
        private final AtomicInteger done = new AtomicInteger();
        private final InputSlots slots;
        private Optional<Size> firstSize = Optional.empty();

        private Work(
                final List<Picture> pictures,
                final FeatureSource source,
                final Preprocessing preprocessing,
                final Optional<Turns> turns,
                final Function<List<FeatureMap>, DetectorTrainer> trainers,
                final Progress progress) {
            this.pictures = pictures;
            this.source = source;
            this.preprocessing = preprocessing;
            this.trainers = trainers;
            this.progress = progress;
            this.slots = preprocessing.tiling().isEmpty()
                    ? InputSlots.ofWhole(preprocessing, pictures.size(), turns)
                    : InputSlots.ofTiles(
                            preprocessing, pictures.stream().map(Work::size).toList());
        }

        /** From the header alone. A picture that cannot be read is named when its turn comes. */
        private static Size size(final Picture picture) {
            try {
                return new ImageDecoder().size(picture);
            } catch (final BlemishException e) {
                return NONE;
            }
        }

        private TrainingPatches run(final Workers workers) {
            try {
                final int first = firstPicture();
                workers.forBlocks(pictures.size() - first - 1, source.batch(), (from, to) -> {
                    final int begin = first + 1 + from;
                    final int end = first + 1 + to;
                    final List<Extraction> extractions = source.features(pictures.subList(begin, end));
                    for (int slot = begin; slot < end; slot++) {
                        put(slot, extractions.get(slot - begin));
                        advance();
                    }
                });
                final int[] read = IntStream.range(0, pictures.size())
                        .filter(slot -> !failures.containsKey(slot))
                        .toArray();
                networks.forEach(network -> network.store().keep(slots.of(read)));
                return new TrainingPatches(
                        List.copyOf(networks),
                        IntStream.of(read).mapToObj(pictures::get).toList(),
                        IntStream.of(read)
                                .mapToObj(slot -> Objects.requireNonNull(appearances.get(slot)))
                                .toList(),
                        IntStream.of(read)
                                .mapToObj(slot -> Objects.requireNonNull(poses.get(slot)))
                                .toList(),
                        List.copyOf(failures.values()),
                        preprocessing,
                        firstSize.orElseThrow(),
                        slots.only(read));
            } catch (final RuntimeException | Error e) {
                networks.forEach(network -> network.store().close());
                throw e;
            }
        }

        /** Reads pictures until one can be read, by which the stores are laid out. Returns its slot. */
        private int firstPicture() {
            for (int slot = 0; slot < pictures.size(); slot++) {
                final boolean read =
                        put(slot, source.features(List.of(pictures.get(slot))).get(0));
                advance();
                if (read) {
                    return slot;
                }
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
                    PatchStore.create(slots.total(), shape, trainer.projection(shape.dimension())), trainer));
        }

        /** Returns whether the picture could be read. */
        private boolean put(final int picture, final Extraction extraction) {
            final Iterator<PictureFeatures> inputs = inputs(picture, extraction);
            for (int number = 0; inputs.hasNext(); number++) {
                final Optional<PictureFeatures> input = next(picture, inputs);
                if (input.isEmpty()) {
                    return false;
                }
                put(picture, number, input.get());
            }
            return !failures.containsKey(picture);
        }

        private Iterator<PictureFeatures> inputs(final int picture, final Extraction extraction) {
            try {
                return extraction.inputs().iterator();
            } catch (final BlemishException e) {
                failures.put(picture, String.valueOf(e.getMessage()));
                return Collections.emptyIterator();
            }
        }

        private Optional<PictureFeatures> next(final int picture, final Iterator<PictureFeatures> inputs) {
            try {
                return Optional.of(inputs.next());
            } catch (final BlemishException e) {
                failures.put(picture, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void put(final int picture, final int number, final PictureFeatures input) {
            if (networks.isEmpty()) {
                preprocessing.mask().ifPresent(mask -> mask.requireProportions(input.size()));
                firstSize = Optional.of(input.size());
                input.networks().forEach(this::prepare);
            }
            // Turned copies come after the picture itself, and their appearance is not one that the camera sees.
            appearances.putIfAbsent(picture, input.appearance());
            poses.putIfAbsent(picture, input.pose());
            for (int i = 0; i < networks.size(); i++) {
                final OfNetwork network = networks.get(i);
                put(
                        network.store(),
                        picture,
                        number,
                        network.trainer().embedder().embed(input.network(i)));
            }
        }

        private void put(final PatchStore store, final int picture, final int number, final Patches patches) {
            if (!patches.finite()) {
                throw new BackboneException(
                        ErrorCode.MODEL_NOT_FINITE,
                        "The backbone gives values that are not finite numbers for "
                                + pictures.get(picture).name() + ": its weights are damaged. Get it again.");
            }
            if (!store.fits(patches) || number >= slots.count(picture)) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNSUITABLE,
                        "Picture " + pictures.get(picture).name() + " has other proportions than the "
                                + "first, so its patches would not line up.");
            }
            store.put(slots.first(picture) + number, patches);
        }

        private synchronized void advance() {
            progress.report("embedding", done.incrementAndGet(), pictures.size());
        }
    }
}
