package io.blemish.backbone;

import io.blemish.InputException;
import io.blemish.image.Picture;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Features by one network that were extracted once, kept in a temporary file for all who want them. Pictures are told apart by
 * their names and may differ in size. The file is gone when this is closed or the process ends.
 */
public final class StoredFeatures implements AutoCloseable {
    private final List<String> layers;
    private final Path path;
    private final FileChannel channel;
    private final AtomicLong end = new AtomicLong();
    private final Map<String, Stored> known = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    private StoredFeatures(final List<String> layers, final Path path, final FileChannel channel) {
        this.layers = List.copyOf(layers);
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes an empty store, in the folder that {@code java.io.tmpdir} names.
     *
     * @param layers whose feature maps it is to hold, in their order
     * @throws InputException where the folder cannot be written
     */
    public static StoredFeatures create(final List<String> layers) {
        try {
            final Path path = Files.createTempFile("blemish", ".features");
            return new StoredFeatures(
                    layers,
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
        } catch (final IOException e) {
            throw new InputException(
                    "The temporary folder " + System.getProperty("java.io.tmpdir")
                            + " cannot be written. Make room there or name another with -Djava.io.tmpdir=FOLDER.",
                    e);
        }
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
            known.put(picture.name(), write(extraction.orElseThrow()));
        } catch (final InputException e) {
            failures.put(picture.name(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The features of some of the layers.
     *
     * @param wanted names of layers, in the order in which they are wanted
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
        final Optional<String> failure = Optional.ofNullable(failures.get(picture.name()));
        return failure.isPresent()
                ? new Extraction.Failed(new InputException(failure.get()))
                : new Extraction.Done(features(picture, numbers));
    }

    private PictureFeatures features(final Picture picture, final int[] numbers) {
        final Stored stored = known.get(picture.name());
        if (stored == null) {
            throw new IllegalArgumentException("no features of " + picture.name() + " are stored");
        }
        final List<FeatureMap> maps = new ArrayList<>();
        for (final int number : numbers) {
            maps.add(read(stored.maps().get(number)));
        }
        return new PictureFeatures(stored.size(), List.of(maps));
    }

    private Stored write(final PictureFeatures features) {
        final List<Place> places = new ArrayList<>();
        for (final FeatureMap map : features.network(0)) {
            final long bytes = (long) map.values().length * Float.BYTES;
            final Place place = new Place(map.channels(), map.height(), map.width(), end.getAndAdd(bytes), (int) bytes);
            write(map.values(), place);
            places.add(place);
        }
        return new Stored(features.size(), List.copyOf(places));
    }

    private void write(final float[] values, final Place place) {
        final ByteBuffer bytes = ByteBuffer.allocate(place.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        long position = place.position();
        try {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (final IOException e) {
            throw new InputException(
                    "Temporary file " + path + " cannot be written (" + e.getMessage()
                            + "). Make room there or name another folder with -Djava.io.tmpdir=FOLDER.",
                    e);
        }
    }

    private FeatureMap read(final Place place) {
        final ByteBuffer bytes = ByteBuffer.allocate(place.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, place.position() + bytes.position()) < 0) {
                    throw new IOException("it ends too early");
                }
            }
        } catch (final IOException e) {
            throw new InputException("Temporary file " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
        final FloatBuffer floats = bytes.flip().asFloatBuffer();
        final float[] values = new float[floats.remaining()];
        floats.get(values);
        return new FeatureMap(place.channels(), place.height(), place.width(), values);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new InputException("Temporary file " + path + " cannot be closed: " + e.getMessage() + ".", e);
        }
    }

    private record Stored(Size size, List<Place> maps) {}

    private record Place(int channels, int height, int width, long position, int bytes) {}
}
