package io.blemish.server.history;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the database from one thread. All work that arrives while the thread is busy goes into one transaction, so that
 * it waits for the disk together, and two writers never block each other. Work is done when its transaction is committed. If
 * a transaction fails, each piece of its work is tried alone, so that one piece cannot make others fail.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** A larger transaction gains nothing and delays its first piece of work. */
    private static final int MAX_GROUP = 256;

    /** Nothing follows it in the queue. */
    private static final Pending<?> END = new Pending<>(connection -> 0, new CompletableFuture<>());

    private final HikariDataSource database;
    private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean failing;

    GroupCommit(final HikariDataSource database) {
        this.database = database;
        this.thread = new Thread(this::run, "history");
        thread.start();
    }

    /** Writes to the database, and returns what comes of it. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Queues work. The result completes when the work is committed, and completes exceptionally if it fails. */
    <T> CompletableFuture<T> submit(final Work<T> work) {
        if (closed) {
            return CompletableFuture.failedFuture(new SQLException("the history is closed"));
        }
        final Pending<T> pending = new Pending<>(work, new CompletableFuture<>());
        queue.add(pending);
        return pending.done();
    }

    /** Whether the last transaction failed. */
    boolean failing() {
        return failing;
    }

    private void run() {
        final List<Pending<?>> group = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                group.add(queue.take());
            } catch (final InterruptedException e) {
                throw new IllegalStateException("no other class has this thread", e);
            }
            queue.drainTo(group, MAX_GROUP - 1);
            last = group.remove(END);
            if (!group.isEmpty()) {
                commit(group);
            }
            group.clear();
        }
    }

    private void commit(final List<Pending<?>> group) {
        try {
            transact(group);
        } catch (final SQLException | RuntimeException e) {
            if (group.size() == 1) {
                if (!failing) {
                    // Once, and not for each verdict: a log would fill the disk further.
                    LOG.error("The history could not be written: {}", e.toString());
                }
                LOG.debug("The cause:", e);
                failing = true;
                group.get(0).done().completeExceptionally(e);
                return;
            }
            group.forEach(pending -> commit(List.of(pending)));
        }
    }

    private void transact(final List<Pending<?>> group) throws SQLException {
        try (Connection connection = database.getConnection()) {
            final List<Runnable> answers = new ArrayList<>(group.size());
            try {
                for (final Pending<?> pending : group) {
                    answers.add(pending.perform(connection));
                }
                connection.commit();
            } catch (final SQLException | RuntimeException e) {
                abandon(connection, e);
                throw e;
            }
            failing = false;
            answers.forEach(Runnable::run);
        }
    }

    /**
     * Rolls back, and lets nobody use the connection again. After a full disk SQLite has rolled back by itself, the driver does
     * not know it, and whatever came next would be recorded and refused.
     */
    private void abandon(final Connection connection, final Exception cause) {
        try {
            connection.rollback();
        } catch (final SQLException e) {
            cause.addSuppressed(e);
        } finally {
            database.evictConnection(connection);
        }
    }

    /** Waits until all work that was submitted is done. */
    @Override
    public void close() {
        closed = true;
        queue.add(END);
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Pending<T>(Work<T> work, CompletableFuture<T> done) {
        /** Does the work. Returns how to hand out its result, for when the transaction is committed. */
        Runnable perform(final Connection connection) throws SQLException {
            final T result = work.on(connection);
            return () -> done.complete(result);
        }
    }
}
