package io.blemish.camel;

import io.blemish.BlemishException;
import io.blemish.ResourceException;
import io.blemish.backbone.Execution;
import io.blemish.image.Picture;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of a file, and of what takes the file's place. Safe for use by many threads. */
final class RouteModel {
    private static final Logger LOG = LoggerFactory.getLogger(RouteModel.class);

    private final Path file;
    private final Execution execution;

    /** Whoever judges holds the read lock, so that a model is closed only when nobody has it. */
    private final ReadWriteLock using = new ReentrantReadWriteLock();

    /** Null once it is closed. Guarded by {@code using}. */
    private @Nullable ModelCopy current;

    /** One thread looks for a new file while the others judge by the old one. */
    private final Lock looking = new ReentrantLock();

    /** The file when it was last opened, or found to be unusable; empty if it was not there. Guarded by {@code looking}. */
    private Optional<Stamp> tried;

    private volatile long looked;

    /** The attributes by which a change is noticed. A file that was renamed to this name has another key. */
    private record Stamp(long bytes, FileTime modified, String key) {}

    /**
     * A verdict.
     *
     * @param prediction of the picture
     * @param version of the model that gave it
     */
    record Verdict(Prediction prediction, String version) {}

    /**
     * Opens the model.
     *
     * @throws BlemishException if it is not there or cannot be used
     */
    RouteModel(final Path file, final Execution execution) {
        this.file = file;
        this.execution = execution;
        this.tried = stamp();
        this.current = ModelCopy.open(file, execution);
        this.looked = System.nanoTime();
    }

    /**
     * Judges a picture by the file as it is now.
     *
     * @param refresh for how long the file need not be looked at again
     */
    Verdict judge(final Picture picture, final Duration refresh) {
        if (System.nanoTime() - looked >= refresh.toNanos() && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
        using.readLock().lock();
        try {
            final ModelCopy now = current;
            if (now == null) {
                throw new RejectedExecutionException("The context is stopping, so no picture is judged.");
            }
            return new Verdict(now.model().predict(picture), now.version());
        } finally {
            using.readLock().unlock();
        }
    }

    /** Takes up the file if it has changed since the last try. If it cannot be used, the model before goes on. */
    private void look() {
        final Optional<Stamp> now = stamp();
        if (!now.equals(tried)) {
            try {
                replace(ModelCopy.open(file, execution));
                tried = now;
            } catch (final ResourceException e) {
                LOG.error("Model {} stays as it is, and its new file is tried again: {}", file, e.getMessage());
            } catch (final BlemishException | IllegalArgumentException e) {
                LOG.error("Model {} stays as it is, because its file cannot be used: {}", file, e.getMessage());
                tried = now;
            }
        }
        looked = System.nanoTime();
    }

    private Optional<Stamp> stamp() {
        try {
            final BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey())));
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    private void replace(final ModelCopy next) {
        final ModelCopy before = exchange(next);
        if (before == null) {
            // The context has stopped meanwhile.
            close();
        } else {
            before.close();
            LOG.info("Model {}: version {}", file, next.version());
        }
    }

    /** Closes the model when the pictures that are being judged have their verdicts. */
    void close() {
        final ModelCopy before = exchange(null);
        if (before != null) {
            before.close();
        }
    }

    private @Nullable ModelCopy exchange(final @Nullable ModelCopy next) {
        using.writeLock().lock();
        try {
            final ModelCopy before = current;
            current = next;
            return before;
        } finally {
            using.writeLock().unlock();
        }
    }
}
