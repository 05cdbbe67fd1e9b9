package io.blemish.server.models;

import io.blemish.model.Model;
import java.time.Instant;

/**
 * A version that is in memory. It is closed when it has been retired and the last that judges by it is done.
 */
final class OpenModel {
    private final Model model;
    private final ModelVersion version;
    private final Instant activated;
    private int users;
    private boolean retired;

    OpenModel(final Model model, final ModelVersion version, final Instant activated) {
        this.model = model;
        this.version = version;
        this.activated = activated;
    }

    Model model() {
        return model;
    }

    ModelVersion version() {
        return version;
    }

    Instant activated() {
        return activated;
    }

    /** Keeps it open; false where it is retired already, and another should be asked for. */
    synchronized boolean borrow() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void giveBack() {
        users--;
        closeWhereDone();
    }

    synchronized void retire() {
        retired = true;
        closeWhereDone();
    }

    private void closeWhereDone() {
        if (retired && users == 0) {
            model.close();
        }
    }
}
