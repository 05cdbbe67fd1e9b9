package io.blemish.server.history;

import io.blemish.InputException;
import io.blemish.artifact.Npy;
import io.blemish.prediction.AnomalyMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures and maps of the newest verdicts, as files that anyone can look at, {@code 2026-11-24/1805/ID.png} and
 * {@code ID.npy}: one folder a minute, so that none grows large. Above a limit the oldest are deleted. Safe for use by many
 * threads.
 */
public final class Archive implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd/HHmm").withZone(ZoneOffset.UTC);
    private static final String MAP = ".npy";

    /** How much below the limit is cleared at once, so that the folder is not listed for every picture. */
    private static final double HEADROOM = 0.01;

    /** Far longer than deleting takes; a disk that hangs must not keep the process. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final Path folder;
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean clearing = new AtomicBoolean();
    private final ExecutorService housekeeping = Executors.newSingleThreadExecutor(task -> new Thread(task, "archive"));

    /**
     * Opens an archive and counts what is in it.
     *
     * @param folder made where it does not exist
     * @param limit in bytes; 0 keeps nothing
     * @throws InputException where the folder cannot be made
     */
    public Archive(final Path folder, final long limit) {
        this.folder = folder;
        this.limit = limit;
        try {
            Files.createDirectories(folder);
            bytes.set(count());
        } catch (final IOException e) {
            throw new InputException("Folder " + folder + " cannot be used. Choose another with --data.", e);
        }
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }

    /** Bytes of all that is kept. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Keeps the picture and the map of a verdict. A full disk costs pictures, never verdicts: it is logged, not thrown.
     *
     * @param id of the verdict
     * @param picture as it was sent
     * @param map of it
     * @return whether they are kept
     */
    public boolean keep(final String id, final byte[] picture, final AnomalyMap map) {
        final Optional<PictureType> type = PictureType.of(picture);
        if (limit == 0 || type.isEmpty()) {
            return false;
        }
        try {
            final byte[] array = npy(map);
            Files.createDirectories(minute(id));
            Files.write(file(id, "." + type.get().extension()), picture);
            Files.write(file(id, MAP), array);
            if (bytes.addAndGet(picture.length + array.length) > limit && clearing.compareAndSet(false, true)) {
                housekeeping.execute(this::clear);
            }
            return true;
        } catch (final IOException e) {
            LOG.error("A picture could not be kept: {}", e.toString());
            return false;
        }
    }

    /** A map as the bytes of a {@code .npy} file. */
    public static byte[] npy(final AnomalyMap map) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Npy.write(out, map.values(), map.height(), map.width());
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    /** Whether picture and map of a verdict are still kept. */
    public boolean keeps(final String id) {
        return Files.exists(file(id, MAP));
    }

    /** The picture of a verdict as it was sent; empty where it is not kept. */
    public Optional<byte[]> picture(final String id) {
        for (final PictureType type : PictureType.values()) {
            final Optional<byte[]> found = read(file(id, "." + type.extension()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The map of a verdict as a {@code .npy} file; empty where it is not kept. */
    public Optional<byte[]> map(final String id) {
        return read(file(id, MAP));
    }

    private static Optional<byte[]> read(final Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path minute(final String id) {
        return folder.resolve(MINUTE.format(VerdictIds.time(id)));
    }

    private Path file(final String id, final String extension) {
        return minute(id).resolve(id + extension);
    }

    private long count() throws IOException {
        final AtomicLong sum = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                sum.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }
        });
        return sum.get();
    }

    private void clear() {
        clearing.set(false);
        final long target = (long) (limit * (1 - HEADROOM));
        try {
            for (final Path day : sorted(folder)) {
                for (final Path minute : sorted(day)) {
                    for (final Path file : sorted(minute)) {
                        if (bytes.get() <= target) {
                            return;
                        }
                        final long size = size(file);
                        Files.deleteIfExists(file);
                        bytes.addAndGet(-size);
                    }
                    deleteEmpty(minute);
                }
                deleteEmpty(day);
            }
        } catch (final IOException e) {
            LOG.error("Old pictures could not be deleted: {}", e.toString());
        }
    }

    /** A picture may just be on its way into a folder that looks empty; then the folder stays. */
    private static void deleteEmpty(final Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (final IOException e) {
            LOG.debug("{} stays: {}", folder, e.toString());
        }
    }

    private static List<Path> sorted(final Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(Path::getFileName)).toList();
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            return 0;
        }
    }

    /** Waits until what is being deleted is gone: the folder may be opened again, or counted, at once. */
    @Override
    public void close() {
        housekeeping.shutdown();
        try {
            if (!housekeeping.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Old pictures are still being deleted");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
