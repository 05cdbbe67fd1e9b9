package io.blemish.backbone.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes threads and processes that want the same file wait for each other. A file lock keeps processes apart, but not
 * the threads of one process; another lock does that. The lock file is not deleted, because two processes could then own
 * it at once.
 */
public final class CacheLock {
    private static final ConcurrentMap<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel file;

    private CacheLock(final ReentrantLock threads, final FileChannel file) {
        this.threads = threads;
        this.file = file;
    }

    /** Waits until no other thread or process holds the lock, and takes it. */
    @SuppressWarnings("LockNotBeforeTry") // Held until close().
    public static CacheLock acquire(final Path path) throws IOException {
        final ReentrantLock threads =
                OF_THIS_PROCESS.computeIfAbsent(path.toAbsolutePath(), any -> new ReentrantLock());
        threads.lock();
        try {
            final FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                file.lock();
            } catch (final IOException e) {
                file.close();
                throw e;
            }
            return new CacheLock(threads, file);
        } catch (final IOException e) {
            threads.unlock();
            throw e;
        }
    }

    /** Releases the lock: closing the file releases the lock on it. */
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            threads.unlock();
        }
    }
}
