package io.blemish.server.models;

import io.blemish.InputException;
import io.blemish.backbone.Execution;
import io.blemish.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One model of the folder. Borrowing is for any thread, everything else under the folder's lock. */
final class ServedModel {
    private final ModelName name;
    private final VersionStore store;
    private final Execution execution;
    private volatile @Nullable OpenModel open;
    private @Nullable Stamp settled;
    private @Nullable Stamp seen;
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

    /**
     * Whether the file in the folder is another than the one last looked at, and nobody has written to it since the last
     * time this was asked.
     */
    boolean changed(final Stamp now) {
        final boolean quiet = now.equals(seen);
        seen = now;
        return quiet && !now.equals(settled);
    }

    /** Takes the file in the folder as it is; where it cannot be used, what judged before goes on. */
    boolean take(final Path file, final Stamp stamp) throws IOException {
        settled = stamp;
        seen = stamp;
        try {
            final ModelVersion version = store.add(file);
            if (!Optional.of(stamp).equals(Stamp.of(file))) {
                // It was replaced while it was copied; the copy may be of two files.
                settled = null;
            }
            problem = null;
            if (version().equals(Optional.of(version.id()))) {
                return false;
            }
            activate(version);
            return true;
        } catch (final InputException e) {
            problem = e.getMessage();
            return false;
        } catch (final IOException e) {
            settled = null;
            throw e;
        }
    }

    /** Judges by a version of the store from now on. */
    void activate(final ModelVersion version) throws IOException {
        final Model model = Model.open(store.file(version.sha256()), execution, List.of());
        final OpenModel before = open;
        open = new OpenModel(model, version, store.activated(version.id()).time());
        if (before != null) {
            before.retire();
        }
    }

    /** Remembers that the file in the folder is the version that judges. */
    void settle(final Path file) {
        settled = Stamp.of(file).orElse(null);
        seen = settled;
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
