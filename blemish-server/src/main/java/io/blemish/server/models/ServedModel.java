package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.backbone.Execution;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One model of the folder. Any thread may borrow it; everything else needs the lock of the folder. */
final class ServedModel {
    private final ModelName name;
    private final VersionStore store;
    private final Execution execution;
    private volatile @Nullable OpenModel open;

    /** The file when it was last loaded, or found to be unusable. */
    private @Nullable FileStamp loaded;

    /** The file at the last scan. */
    private @Nullable FileStamp seen;

    /** Why the file that is in the folder now cannot be used. */
    private @Nullable String problem;

    ServedModel(final ModelName name, final VersionStore store, final Execution execution) {
        this.name = name;
        this.store = store;
        this.execution = execution;
    }

    VersionStore store() {
        return store;
    }

    Optional<BorrowedModel> borrow() {
        while (true) {
            final OpenModel current = open;
            if (current == null) {
                return Optional.empty();
            }
            if (current.borrow()) {
                return Optional.of(new BorrowedModel(name, current));
            }
        }
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
     * Loads and activates the file in the folder. If it cannot be used, the active version stays.
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
            activate(version);
            return true;
        } catch (final BlemishException e) {
            problem = e.getMessage();
            return false;
        } catch (final IOException e) {
            loaded = null;
            throw e;
        }
    }

    /** Activates a version of the store. */
    void activate(final ModelVersion version) throws IOException {
        final Model model = Model.open(store.file(version.sha256()), OpenOptions.DEFAULT.withExecution(execution));
        final OpenModel before = open;
        open = new OpenModel(model, version, store.activated(version.id()).time());
        if (before != null) {
            before.retire();
        }
    }

    /** Notes that the file in the folder is the active version. */
    void setFile(final Path file) {
        loaded = FileStamp.of(file).orElse(null);
        seen = loaded;
        problem = null;
    }

    void retire() {
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
                Optional.ofNullable(current)
                        .map(active -> new ModelState.Active(
                                active.version(),
                                active.activated(),
                                active.model().description(),
                                active.model().calibration())),
                Optional.ofNullable(problem),
                store.versions(),
                beside(folder, ".report.html"),
                beside(folder, ".metrics.json"));
    }

    private Optional<Path> beside(final Path folder, final String ending) {
        return Optional.of(folder.resolve(name + ending)).filter(Files::isRegularFile);
    }
}
