package io.blemish.server.models;

import io.blemish.model.Model;
import java.time.Instant;

/** A version that is open. It is closed when it is retired and no request uses it any more. */
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

    /** Keeps it open for a user. False if it is retired already; then there is a newer one. */
    synchronized boolean borrow() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void release() {
        users--;
        closeIfUnused();
    }

    synchronized void retire() {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && users == 0) {
            model.close();
        }
    }
}
