package io.blemish.model;

import io.blemish.BlemishException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Compares all of a model file with the hashes that were recorded when it was written, beside the loading of its networks and
 * the first picture. Opening a model must not take longer for a large bank; no verdict may come from a damaged one. So nothing
 * waits for it but the first verdict.
 */
final class Verification implements AutoCloseable {
    private final ModelFile file;
    private final FutureTask<Void> task;

    private Verification(final ModelFile file) {
        this.file = file;
        this.task = new FutureTask<>(this::run, null);
    }

    /**
     * Begins.
     *
     * @param file closed when all of it is compared
     */
    static Verification begin(final ModelFile file) {
        final Verification verification = new Verification(file);
        final Thread thread = new Thread(verification.task, "verify-model");
        thread.setDaemon(true);
        thread.start();
        return verification;
    }

    private void run() {
        file.requireIntact();
    }

    /**
     * Waits for the result.
     *
     * @throws BlemishException if an entry is not what was written
     * @throws CancellationException if the thread is interrupted, or the check was closed before its end
     */
    void await() {
        try {
            task.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof BlemishException damaged) {
                throw damaged;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    /** Ends it, wherever it is, and closes the file. */
    @Override
    public void close() {
        task.cancel(true);
        file.close();
    }
}
