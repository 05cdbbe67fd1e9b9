package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.model.Model;
import io.blemish.model.ModelChange;
import io.blemish.model.ModelDescription;
import io.blemish.prediction.Calibration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A version that is served. It is closed while nobody needs it and others do, and opened again by who needs it next; it is closed
 * for good when it is retired and no request uses it any more.
 */
final class OpenModel {
    private final Supplier<Model> opener;
    private final OpenModels all;
    private final ModelVersion version;
    private final Instant activated;
    private final ModelDescription description;
    private final Calibration calibration;
    private final List<ModelChange> changes;

    /** Null while it rests. */
    private @Nullable Model model;

    private int users;
    private boolean retired;

    /**
     * A version that is open already.
     *
     * @param model of the version
     * @param opener opens it again
     * @param all how many may be open
     */
    OpenModel(
            final Model model,
            final Supplier<Model> opener,
            final OpenModels all,
            final ModelVersion version,
            final Instant activated) {
        this.model = model;
        this.opener = opener;
        this.all = all;
        this.version = version;
        this.activated = activated;
        this.description = model.description();
        this.calibration = model.calibration();
        this.changes = model.changes();
    }

    /** The model, for a user who has borrowed it. */
    synchronized Model model() {
        return Objects.requireNonNull(model);
    }

    ModelVersion version() {
        return version;
    }

    ModelState.Active state() {
        return new ModelState.Active(version, activated, description, calibration, changes);
    }

    /**
     * Keeps it open for a user. False if it is retired already; then there is a newer one.
     *
     * @throws BlemishException if it was closed and cannot be opened any more
     */
    boolean borrow() {
        synchronized (this) {
            if (retired) {
                return false;
            }
            if (model == null) {
                model = opener.get();
            }
            users++;
        }
        all.used(this);
        return true;
    }

    void release() {
        synchronized (this) {
            users--;
            closeIfUnused();
        }
        all.trim();
    }

    synchronized void retire() {
        retired = true;
        closeIfUnused();
    }

    /** Closes it until somebody needs it, if nobody uses it now. */
    synchronized void rest() {
        if (users == 0) {
            close();
        }
    }

    private void closeIfUnused() {
        if (retired && users == 0) {
            close();
        }
    }

    private void close() {
        if (model != null) {
            model.close();
            model = null;
        }
        all.closed(this);
    }
}
