package io.blemish.server.history;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
 * The pictures and maps of the newest verdicts, as plain files: {@code 2026-11-24/1805/ID.png} and {@code ID.npy}. There is
 * one folder for each minute, so that none grows large. Above a limit the oldest files are deleted, and before them those of the
 * future: a clock that was wrong has dated them, and they would else outlast all that comes. Safe for use by many threads.
 */
public final class PictureStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureStore.class);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd/HHmm").withZone(ZoneOffset.UTC);
    private static final String MAP = ".npy";

    /** The part of the limit that is freed at once, so that the folder is not listed for every picture. */
    private static final double HEADROOM = 0.01;

    /** Kept free for the database: its write-ahead log of 4 MB, and some hundred thousand verdicts. */
    private static final long RESERVE = 64L << 20;

    /** Far longer than deleting takes. A disk that hangs must not keep the process alive. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final Path folder;
    private final long limit;
    private final long reserve;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean deletionQueued = new AtomicBoolean();
    private final ExecutorService deleting = Executors.newSingleThreadExecutor(task -> new Thread(task, "pictures"));

    /**
     * Opens a store and adds up the sizes of its files.
     *
     * @param folder made if it does not exist
     * @param limit in bytes; 0 stores nothing
     * @throws BlemishException if the folder cannot be made
     */
    public PictureStore(final Path folder, final long limit) {
        this(folder, limit, RESERVE);
    }

    PictureStore(final Path folder, final long limit, final long reserve) {
        this.folder = folder;
        this.limit = limit;
        this.reserve = reserve;
        try {
            Files.createDirectories(folder);
            bytes.set(count());
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, "Folder " + folder + " cannot be used. Choose another with --data.", e);
        }
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }

    /** The bytes of all files. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Stores the picture and the map of a verdict. If that fails, it is logged and not thrown: a full disk costs pictures,
     * never verdicts.
     *
     * @param id of the verdict
     * @param picture as it was sent
     * @param map of the picture
     * @return whether they are stored
     */
    public boolean store(final String id, final byte[] picture, final AnomalyMap map) {
        final Optional<PictureType> type = PictureType.of(picture);
        if (limit == 0 || type.isEmpty()) {
            return false;
        }
        try {
            final byte[] array = npy(map);
            final int size = picture.length + array.length;
            if (!hasRoom(size)) {
                return false;
            }
            Files.createDirectories(minute(id));
            Files.write(file(id, "." + type.get().extension()), picture);
            Files.write(file(id, MAP), array);
            if (bytes.addAndGet(size) > limit) {
                deleteDownTo((long) (limit * (1 - HEADROOM)));
            }
            return true;
        } catch (final IOException e) {
            LOG.error("A picture could not be stored: {}", e.toString());
            remove(id);
            return false;
        }
    }

    /** The rest of the disk belongs to the verdicts. If others have filled it, old pictures make way. */
    private boolean hasRoom(final int size) throws IOException {
        final long missing = reserve + size - Files.getFileStore(folder).getUsableSpace();
        if (missing <= 0) {
            return true;
        }
        if (bytes.get() > 0) {
            deleteDownTo(Math.max(0, bytes.get() - missing));
        }
        return false;
    }

    /** Deletes the picture and the map of a verdict, if they are stored: that of a verdict that was not recorded, for one. */
    public void delete(final String id) {
        final long size = remove(id);
        bytes.addAndGet(-size);
    }

    /** Deletes whatever there is of a verdict, whole or not. Returns how many bytes that was. */
    private long remove(final String id) {
        long removed = 0;
        final List<Path> files = new ArrayList<>(List.of(file(id, MAP)));
        for (final PictureType type : PictureType.values()) {
            files.add(file(id, "." + type.extension()));
        }
        for (final Path file : files) {
            final long size = size(file);
            try {
                removed += Files.deleteIfExists(file) ? size : 0;
            } catch (final IOException e) {
                LOG.warn("{} could not be deleted: {}", file, e.toString());
            }
        }
        return removed;
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

    /** Whether the picture and the map of a verdict are stored. */
    public boolean contains(final String id) {
        return Files.exists(file(id, MAP));
    }

    /** The picture of a verdict as it was sent; empty if it is not stored. */
    public Optional<byte[]> picture(final String id) {
        for (final PictureType type : PictureType.values()) {
            final Optional<byte[]> found = read(file(id, "." + type.extension()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The map of a verdict as a {@code .npy} file; empty if it is not stored. */
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

    private void deleteDownTo(final long target) {
        if (deletionQueued.compareAndSet(false, true)) {
            deleting.execute(() -> deleteOldest(target));
        }
    }

    private void deleteOldest(final long target) {
        deletionQueued.set(false);
        try {
            final String now = MINUTE.format(Instant.now());
            for (final Path day : sorted(folder, now)) {
                for (final Path minute : sorted(day, now)) {
                    for (final Path file : sorted(minute, now)) {
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

    /** Deletes a folder if it is empty. If a picture was just written to it, it stays. */
    private static void deleteEmpty(final Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (final IOException e) {
            LOG.debug("{} stays: {}", folder, e.toString());
        }
    }

    /** The entries of a folder by time, those that are later than now before the others. */
    private List<Path> sorted(final Path of, final String now) throws IOException {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.sorted(Comparator.<Path>comparingInt(entry -> isLater(entry, now) ? 0 : 1)
                            .thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private boolean isLater(final Path entry, final String now) {
        final String time = folder.relativize(entry).toString().replace('\\', '/');
        return time.length() <= now.length() && time.compareTo(now) > 0;
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            return 0;
        }
    }

    /** Waits until no file is being deleted, so that the folder can be opened again at once. */
    @Override
    public void close() {
        deleting.shutdown();
        try {
            if (!deleting.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Old pictures are still being deleted");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
