package io.blemish.backbone;

import io.blemish.BlemishException;
import io.blemish.alignment.Pose;
import io.blemish.array.ScratchFile;
import io.blemish.image.Appearance;
import io.blemish.image.Picture;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Features by one network that were extracted once, kept in a temporary file for all who want them. Pictures are told
 * apart by their names and may differ in size. The file is gone when this is closed or the process ends.
 */
public final class StoredFeatures implements AutoCloseable {
    private final List<String> layers;
    private final ScratchFile file;
    private final Map<String, List<Stored>> known = new ConcurrentHashMap<>();
    private final Map<String, BlemishException> failures = new ConcurrentHashMap<>();

    private StoredFeatures(final List<String> layers, final ScratchFile file) {
        this.layers = List.copyOf(layers);
        this.file = file;
    }

    /**
     * Makes an empty store, in the folder that {@code java.io.tmpdir} names.
     *
     * @param layers whose feature maps it is to hold, in their order
     * @return the empty store; to be closed by the caller
     * @throws BlemishException where the folder cannot be written
     */
    public static StoredFeatures create(final List<String> layers) {
        return new StoredFeatures(layers, ScratchFile.create());
    }

    /**
     * Extracts and keeps the features of some pictures. What cannot be read is remembered, too, and said to whoever asks.
     *
     * @param pictures the pictures
     * @param source gives the layers of this store
     * @param workers take as many pictures each as the source is best asked for
     * @param progress hears of the stage {@code features}
     */
    public void add(
            final List<Picture> pictures, final FeatureSource source, final Workers workers, final Progress progress) {
        final AtomicInteger done = new AtomicInteger();
        workers.forBlocks(pictures.size(), source.batch(), (from, to) -> {
            final List<Extraction> extracted = source.features(pictures.subList(from, to));
            for (int i = from; i < to; i++) {
                add(pictures.get(i), extracted.get(i - from));
                synchronized (done) {
                    progress.report("features", done.incrementAndGet(), pictures.size());
                }
            }
        });
    }

    private void add(final Picture picture, final Extraction extraction) {
        try {
            final List<Stored> inputs = new ArrayList<>();
            extraction.inputs().forEach(input -> inputs.add(write(input)));
            known.put(picture.name(), List.copyOf(inputs));
        } catch (final BlemishException e) {
            failures.put(picture.name(), e);
        }
    }

    /**
     * {@return a source of the features of some of the layers} It takes the pictures that were added, and refuses others.
     *
     * @param wanted names of layers, in the order in which they are wanted
     * @throws IllegalArgumentException if a layer is not stored
     */
    public FeatureSource of(final List<String> wanted) {
        final int[] numbers = wanted.stream().mapToInt(layers::indexOf).toArray();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0) {
                throw new IllegalArgumentException("layer " + wanted.get(i) + " is not among " + layers);
            }
        }
        return pictures ->
                pictures.stream().map(picture -> extraction(picture, numbers)).toList();
    }

    private Extraction extraction(final Picture picture, final int[] numbers) {
        final Optional<BlemishException> failure = Optional.ofNullable(failures.get(picture.name()));
        return failure.isPresent() ? new Extraction.Failed(failure.get()) : extraction(stored(picture), numbers);
    }

    private Extraction extraction(final List<Stored> inputs, final int[] numbers) {
        return inputs.size() == 1
                ? new Extraction.Done(features(inputs.get(0), numbers))
                : new Extraction.Several(() ->
                        inputs.stream().map(input -> features(input, numbers)).iterator());
    }

    private List<Stored> stored(final Picture picture) {
        final List<Stored> stored = known.get(picture.name());
        if (stored == null) {
            throw new IllegalArgumentException("no features of " + picture.name() + " are stored");
        }
        return stored;
    }

    private PictureFeatures features(final Stored stored, final int[] numbers) {
        final List<FeatureMap> maps = new ArrayList<>();
        for (final int number : numbers) {
            maps.add(read(stored.maps().get(number)));
        }
        return new PictureFeatures(stored.size(), stored.appearance(), List.of(maps), stored.pose());
    }

    private Stored write(final PictureFeatures features) {
        final List<Place> places = new ArrayList<>();
        for (final FeatureMap map : features.network(0)) {
            places.add(new Place(map.channels(), map.height(), map.width(), file.append(map.values())));
        }
        return new Stored(features.size(), features.appearance(), List.copyOf(places), features.pose());
    }

    private FeatureMap read(final Place place) {
        final int count = place.channels() * place.height() * place.width();
        return new FeatureMap(place.channels(), place.height(), place.width(), file.floats(place.position(), count));
    }

    @Override
    public void close() {
        file.close();
    }

    private record Stored(Size size, Appearance appearance, List<Place> maps, Optional<Pose> pose) {}

    private record Place(int channels, int height, int width, long position) {}
}
