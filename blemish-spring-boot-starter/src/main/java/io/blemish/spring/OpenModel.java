package io.blemish.spring;

import io.blemish.model.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A model that is closed when it is retired and nobody uses it any more. */
final class OpenModel {
    private final Model model;
    private final String version;
    private final Path file;
    private final Canary canary;
    private final CountDownLatch closed = new CountDownLatch(1);

    private int users;
    private boolean retired;

    OpenModel(final Model model, final String version, final Path file) {
        this.model = model;
        this.version = version;
        this.file = file;
        this.canary = new Canary(model);
    }

    Model model() {
        return model;
    }

    String version() {
        return version;
    }

    Canary canary() {
        return canary;
    }

    /** Keeps it open for a user. False if it is retired already; then there is a newer one, or none. */
    synchronized boolean borrow() {
        if (!retired) {
            users++;
        }
        return !retired;
    }

    synchronized void release() {
        users--;
        closeIfUnused();
    }

    /** Closes it as soon as nobody uses it. */
    synchronized void retire() {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && users == 0) {
            model.close();
            ModelFile.discard(file);
            closed.countDown();
        }
    }

    /** Waits until it is closed; false if it is not within some time. */
    boolean awaitClosed(final Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
