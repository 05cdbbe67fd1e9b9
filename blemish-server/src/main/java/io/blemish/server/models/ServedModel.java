package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One model of the folder. Any thread may borrow it; everything else needs the lock of the folder. */
final class ServedModel {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private final ModelName name;
    private final VersionStore store;
    private final OpenModels all;
    private final ServedShadow shadow;
    private volatile @Nullable OpenModel open;
    private volatile boolean lost;

    /** The file when it was last loaded, or found to be unusable. */
    private @Nullable FileStamp loaded;

    /** The file at the last scan. */
    private @Nullable FileStamp seen;

    /** Why the file that is in the folder now cannot be used. */
    private @Nullable String problem;

    /**
     * A model of which no version is active yet.
     *
     * @param store its versions
     * @param all how many models may be open
     */
    ServedModel(final ModelName name, final VersionStore store, final OpenModels all) {
        this.name = name;
        this.store = store;
        this.all = all;
        this.shadow = new ServedShadow(name, store);
    }

    VersionStore store() {
        return store;
    }

    ServedShadow shadow() {
        return shadow;
    }

    Optional<BorrowedModel> borrow() {
        return BorrowedModel.borrow(name, () -> Optional.ofNullable(open));
    }

    Optional<String> version() {
        final OpenModel current = open;
        return current == null
                ? Optional.empty()
                : Optional.of(current.version().id());
    }

    /** Whether the file in the folder is not the one that was loaded, and has not changed since the last call. */
    boolean changed(final FileStamp now) {
        final boolean unchanged = now.equals(seen);
        seen = now;
        return unchanged && !now.equals(loaded);
    }

    /**
     * Loads and activates the file in the folder. If it cannot be used, the active version stays; if there is none yet, the last
     * one that was active and can be opened becomes it.
     *
     * @return whether another version is active now
     */
    boolean load(final Path file, final FileStamp stamp) throws IOException {
        loaded = stamp;
        seen = stamp;
        try {
            final ModelVersion version = store.add(file);
            if (!Optional.of(stamp).equals(FileStamp.of(file))) {
                // It was replaced while it was copied, so the copy may be parts of two files.
                loaded = null;
            }
            problem = null;
            if (version().equals(Optional.of(version.id()))) {
                return false;
            }
            activate(version, () -> {});
            return true;
        } catch (final BlemishException e) {
            problem = e.getMessage();
            return open == null && fallBack();
        } catch (final IOException e) {
            loaded = null;
            throw e;
        }
    }

    private boolean fallBack() throws IOException {
        for (final ModelVersion version : store.fallbacks()) {
            try {
                activate(version, () -> {});
                LOG.warn("Model {}: its file cannot be used ({}), so version {} is", name, problem, version.id());
                return true;
            } catch (final BlemishException e) {
                lost = true;
                LOG.warn("Model {}: version {} cannot be used: {}", name, version.id(), e.getMessage());
            }
        }
        return false;
    }

    /**
     * Activates a version of the store. Nothing has changed if it cannot be opened, or if the step before fails.
     *
     * @param version of the store
     * @param before what is done when it is open, just before it is used
     * @throws BlemishException if it cannot be opened
     */
    void activate(final ModelVersion version, final Step before) throws IOException {
        final Model model = store.open(version);
        try {
            before.run();
        } catch (final IOException | RuntimeException e) {
            model.close();
            throw e;
        }
        final OpenModel replaced = open;
        final OpenModel active = new OpenModel(model, () -> store.open(version), all, version, activated(version));
        open = active;
        all.used(active);
        lost = false;
        if (replaced != null) {
            replaced.retire();
        }
        followed(version);
    }

    /** A shadow that cannot be taken up or ended does not keep a version from being active. */
    private void followed(final ModelVersion active) {
        try {
            shadow.activated(active);
        } catch (final IOException e) {
            LOG.warn("Model {}: its shadow could not be looked up or ended: {}", name, e.toString());
        }
    }

    /** Since when a version is active. It is used from now on, even if no note of that can be left on the disk. */
    private Instant activated(final ModelVersion version) {
        try {
            return store.activated(version.id()).time();
        } catch (final IOException | BlemishException e) {
            LOG.warn("Model {}: the activation of version {} could not be noted: {}", name, version.id(), e.toString());
            return Instant.now();
        }
    }

    /** Work on files. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Whether there was a version that could be used, and there is none now. */
    boolean lost() {
        return lost;
    }

    /** Notes that the file in the folder is the active version. */
    void setFile(final Path file) {
        loaded = FileStamp.of(file).orElse(null);
        seen = loaded;
        problem = null;
    }

    void retire() {
        shadow.retire();
        final OpenModel before = open;
        open = null;
        if (before != null) {
            before.retire();
        }
    }

    ModelState state(final Path folder) throws IOException {
        final OpenModel current = open;
        return new ModelState(
                name,
                Optional.ofNullable(current).map(OpenModel::state),
                Optional.ofNullable(problem),
                store.versions(),
                shadow.shadow(),
                beside(folder, ".report.html"),
                beside(folder, ".metrics.json"));
    }

    private Optional<Path> beside(final Path folder, final String ending) {
        return Optional.of(folder.resolve(name + ending)).filter(Files::isRegularFile);
    }
}
