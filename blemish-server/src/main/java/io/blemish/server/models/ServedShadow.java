package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.model.Model;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shadow of one model, if it has one. Any thread may borrow it; everything else needs the lock of the folder. */
final class ServedShadow {
    private static final Logger LOG = LoggerFactory.getLogger(ServedShadow.class);

    private final ModelName name;
    private final VersionStore store;

    /** Of its own, so that no model that answers requests is closed because a shadow was used. */
    private final OpenModels all = new OpenModels(Integer.MAX_VALUE);

    private volatile @Nullable OpenModel open;
    private Optional<Shadow> shadow = Optional.empty();
    private boolean restored;

    ServedShadow(final ModelName name, final VersionStore store) {
        this.name = name;
        this.store = store;
    }

    Optional<Shadow> shadow() {
        return shadow;
    }

    /** Whether it judges pictures. */
    boolean judges() {
        return open != null;
    }

    Optional<BorrowedModel> borrow() {
        return BorrowedModel.borrow(name, () -> Optional.ofNullable(open));
    }

    /**
     * Makes a version the shadow. Nothing has changed if it cannot be opened.
     *
     * @throws BlemishException if it cannot be opened
     * @throws FolderException if the shadow cannot be noted
     */
    void begin(final ModelVersion version) {
        final Model model = store.open(version);
        // Not sooner: what is judged while it is opened is not for it.
        final Shadow begun = new Shadow(version.id(), now(), Optional.empty());
        try {
            store.shadowFile().write(begun);
        } catch (final RuntimeException e) {
            model.close();
            throw e;
        }
        use(begun, version, model);
    }

    private void use(final Shadow begun, final ModelVersion version, final Model model) {
        retire();
        final OpenModel opened = new OpenModel(model, () -> store.open(version), all, version, begun.since());
        open = opened;
        all.used(opened);
        shadow = Optional.of(begun);
        restored = true;
        LOG.info("Model {}: version {} is its shadow", name, version.id());
    }

    /** Follows the activation of a version: ends if it is the shadow, and otherwise takes up the shadow of an earlier server. */
    void activated(final ModelVersion active) throws IOException {
        if (!restored) {
            restored = true;
            shadow = store.shadowFile().read();
        }
        if (shadow.filter(one -> one.version().equals(active.id())).isPresent()) {
            end();
        } else if (open == null && shadow.isPresent() && shadow.get().stop().isEmpty()) {
            restore(shadow.get());
        }
    }

    private void restore(final Shadow noted) throws IOException {
        final Optional<ModelVersion> version = store.version(noted.version());
        if (version.isEmpty()) {
            deleted(noted.version());
            return;
        }
        try {
            use(noted, version.get(), store.open(version.get()));
        } catch (final BlemishException e) {
            stop(String.valueOf(e.getMessage()));
        }
    }

    /** Stops it if the version that was deleted is the shadow. */
    void deleted(final String version) {
        if (shadow.filter(one -> one.version().equals(version) && one.stop().isEmpty())
                .isPresent()) {
            stop("Version " + version + " was deleted.");
        }
    }

    /** Stops it for a reason that is told with the model. */
    void stop(final String reason) {
        retire();
        shadow = shadow.map(one -> new Shadow(one.version(), one.since(), Optional.of(new Shadow.Stop(now(), reason))));
        LOG.warn("Model {}: its shadow is stopped. {}", name, reason);
        try {
            shadow.ifPresent(store.shadowFile()::write);
        } catch (final FolderException e) {
            LOG.warn("Model {}: the stop of its shadow could not be noted: {}", name, e.getMessage());
        }
    }

    /** Ends it: the model has no shadow any more. */
    void end() throws IOException {
        store.shadowFile().delete();
        retire();
        shadow = Optional.empty();
    }

    /** Closes the version, when nobody uses it any more. */
    void retire() {
        final OpenModel before = open;
        open = null;
        if (before != null) {
            before.retire();
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
