package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import io.blemish.backbone.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in a folder. The file {@code NAME.blemish} is always the active version of {@code NAME}: a new or replaced file
 * is activated, and activating another version puts its file there. The folder is scanned again and again, because network
 * file systems and the mounts of containers report no changes. A file is loaded when it has not changed between two scans,
 * from a copy with all hashes checked, so a file that is still being copied is never used.
 */
public final class ModelFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);

    private final Path folder;
    private final Path versions;
    private final ModelOpener opener;
    private final OpenModels open;
    private volatile Consumer<ModelChange> listener = change -> {};
    private final Map<ModelName, ServedModel> models = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "models"));

    /**
     * A folder, of which nothing is opened yet.
     *
     * @param folder with {@code NAME.blemish} files
     * @param versions the folder for copies of all versions; made when it is needed
     * @param execution how to run the models' networks
     * @param wholeGraph whether each model is run as one graph
     * @param openModels how many models may be open at once; the others are opened when they are needed
     * @throws BlemishException if there is no such folder
     */
    public ModelFolder(
            final Path folder,
            final Path versions,
            final Execution execution,
            final boolean wholeGraph,
            final int openModels) {
        if (!Files.isDirectory(folder)) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Folder " + folder + " does not exist. Make it and put model files into it.");
        }
        this.folder = folder;
        this.versions = versions;
        this.opener = new ModelOpener(execution, wholeGraph);
        this.open = new OpenModels(openModels);
    }

    /**
     * Opens the models that are in the folder now.
     *
     * @param changes is told of every change, and of these first models
     */
    public void open(final Consumer<ModelChange> changes) {
        listener = changes;
        deleteParts();
        scan(true);
    }

    private void deleteParts() {
        try {
            VersionStore.deleteParts(versions);
            for (final ModelName name : files().keySet()) {
                store(name).deleteParts();
            }
        } catch (final IOException | RuntimeException e) {
            LOG.warn("Unfinished copies of models could not be deleted: {}", e.toString());
        }
    }

    /** The models that could be used before and of which no version can be opened now. */
    public List<ModelName> lost() {
        return models.entrySet().stream()
                .filter(model -> model.getValue().lost())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ModelName::text))
                .toList();
    }

    /** Scans the folder at an interval from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // scan() catches all exceptions
    public void watch(final Duration interval) {
        watch.scheduleWithFixedDelay(
                () -> scan(false), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Scans the folder once. A file is loaded if it is as it was at the last scan. */
    void scan() {
        scan(false);
    }

    private synchronized void scan(final boolean first) {
        try {
            final Map<ModelName, Path> files = files();
            files.forEach((name, file) -> scan(name, file, first));
            for (final ModelName name : List.copyOf(models.keySet())) {
                if (!files.containsKey(name)) {
                    remove(name);
                }
            }
        } catch (final IOException | RuntimeException e) {
            LOG.error("Folder {} could not be scanned: {}", folder, e.toString());
        }
    }

    private Map<ModelName, Path> files() throws IOException {
        final Map<ModelName, Path> found = new TreeMap<>(Comparator.comparing(ModelName::text));
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isRegularFile)
                    .forEach(file -> ModelName.of(file).ifPresent(name -> found.put(name, file)));
        }
        return found;
    }

    private void scan(final ModelName name, final Path file, final boolean first) {
        final Optional<FileStamp> stamp = FileStamp.of(file);
        final ServedModel model = served(name);
        if (stamp.isEmpty() || !(model.changed(stamp.get()) || first)) {
            return;
        }
        try {
            if (model.load(file, stamp.get())) {
                changed(name);
            }
        } catch (final IOException | RuntimeException e) {
            LOG.error("Model {} could not be loaded: {}", name, e.toString());
        }
    }

    private void remove(final ModelName name) {
        final ServedModel gone = models.remove(name);
        if (gone != null) {
            gone.retire();
            changed(name);
        }
    }

    private void changed(final ModelName name) {
        listener.accept(new ModelChange(name, find(name).flatMap(ServedModel::version)));
    }

    private ServedModel served(final ModelName name) {
        return models.computeIfAbsent(name, key -> new ServedModel(key, store(key), open));
    }

    private VersionStore store(final ModelName name) {
        return new VersionStore(versions.resolve(name.text()), opener);
    }

    private Optional<ServedModel> find(final ModelName name) {
        return Optional.ofNullable(models.get(name));
    }

    /** Whether a version of this model is active. */
    public boolean has(final ModelName name) {
        return find(name).flatMap(ServedModel::version).isPresent();
    }

    /**
     * The active version of a model, to be closed; empty if there is no such model or it cannot be used.
     *
     * @throws BlemishException if it was closed in favour of others, and its file cannot be opened any more
     */
    public Optional<BorrowedModel> borrow(final ModelName name) {
        return find(name).flatMap(ServedModel::borrow);
    }

    /** All models, by name. */
    public synchronized List<ModelState> states() {
        final List<ModelState> states = new ArrayList<>();
        models.keySet().stream()
                .sorted(Comparator.comparing(ModelName::text))
                .forEach(name -> state(name).ifPresent(states::add));
        return states;
    }

    /** A model as it is now; empty if there is none with this name. */
    public synchronized Optional<ModelState> state(final ModelName name) {
        return find(name).map(model -> withFiles(() -> model.state(folder)));
    }

    /**
     * {@return the server's own copy of a version's file, which nobody writes to; empty if the version was deleted}
     *
     * @param version its identifier
     */
    public synchronized Optional<Path> file(final ModelName name, final String version) {
        return find(name)
                .flatMap(model -> withFiles(() -> model.store()
                        .version(version)
                        .map(found -> model.store().file(found.sha256()))));
    }

    /**
     * Adds a version. What is served, and the file in the folder, change only if it can be opened.
     *
     * @param name of the model, which may be new
     * @param in a model file
     * @param activate whether to activate it; the first version of a model always is
     * @return the version, and whether it was activated
     * @throws BlemishException if it is not a model file, or not whole and intact
     * @throws FolderException if the folder cannot be written
     * @throws IOException if it cannot be read
     */
    public AddedVersion add(final ModelName name, final InputStream in, final boolean activate) throws IOException {
        // Without the lock, because a slow sender must not block the others.
        final Path received = AtomicFile.unused(Files.createDirectories(versions));
        try {
            Files.copy(in, received);
            return add(name, received, activate);
        } finally {
            Files.deleteIfExists(received);
        }
    }

    private synchronized AddedVersion add(final ModelName name, final Path received, final boolean activate)
            throws IOException {
        final ModelVersion version = store(name).add(received);
        if (activate || find(name).isEmpty()) {
            final VersionChange change = activate(name, served(name), version);
            return new AddedVersion(
                    version, Optional.of(change).filter(made -> !made.from().equals(Optional.of(made.to()))));
        }
        return new AddedVersion(version, Optional.empty());
    }

    /**
     * Makes a new version of the active one, and activates it. Meanwhile the active one judges.
     *
     * @param base the version that the change was decided on
     * @param change writes a second file from the first
     * @return the new version; empty if another version is active
     */
    public synchronized Optional<ModelVersion> change(
            final ModelName name, final String base, final BiConsumer<Path, Path> change) {
        return withFiles(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<ModelVersion> active =
                    model.flatMap(ServedModel::version).filter(base::equals).isEmpty()
                            ? Optional.empty()
                            : model.get().store().version(base);
            if (active.isEmpty()) {
                return Optional.empty();
            }
            final Path changed = AtomicFile.unused(versions);
            try {
                change.accept(model.get().store().file(active.get().sha256()), changed);
                return Optional.of(add(name, changed, true).version());
            } finally {
                Files.deleteIfExists(changed);
            }
        });
    }

    /**
     * Activates a version.
     *
     * @return what that changed; empty if there is no such version
     */
    public synchronized Optional<VersionChange> activate(final ModelName name, final String version) {
        return withFiles(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<ModelVersion> wanted = version(model, version);
            return wanted.isEmpty() ? Optional.empty() : Optional.of(activate(name, model.get(), wanted.get()));
        });
    }

    private static Optional<ModelVersion> version(final Optional<ServedModel> model, final String version)
            throws IOException {
        return model.isEmpty() ? Optional.empty() : model.get().store().version(version);
    }

    /**
     * A version that is not the active one.
     *
     * @throws IllegalStateException if it is
     */
    private static Optional<ModelVersion> inactive(final Optional<ServedModel> model, final String version)
            throws IOException {
        final Optional<ModelVersion> wanted = version(model, version);
        if (wanted.isPresent() && model.flatMap(ServedModel::version).equals(Optional.of(version))) {
            throw new IllegalStateException("the active version");
        }
        return wanted;
    }

    /**
     * Activates the version that was active before.
     *
     * @return what that changed; empty if there is none
     */
    public synchronized Optional<VersionChange> rollBack(final ModelName name) {
        return withFiles(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<String> now = model.flatMap(ServedModel::version);
            if (model.isEmpty() || now.isEmpty()) {
                return Optional.empty();
            }
            final Optional<ModelVersion> before = model.get().store().before(now.get());
            return before.isEmpty() ? Optional.empty() : Optional.of(activate(name, model.get(), before.get()));
        });
    }

    /**
     * Makes a version the shadow of its model, in the place of any before.
     *
     * @return whether there is such a version
     * @throws IllegalStateException if it is the active one
     * @throws BlemishException if it cannot be opened
     * @throws FolderException if the folder cannot be written
     */
    public synchronized boolean beginShadow(final ModelName name, final String version) {
        return withFiles(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<ModelVersion> wanted = inactive(model, version);
            if (wanted.isEmpty()) {
                return false;
            }
            model.get().shadow().begin(wanted.get());
            return true;
        });
    }

    /**
     * Ends the shadow of a model.
     *
     * @return whether it had one, which may have been stopped
     */
    public synchronized boolean endShadow(final ModelName name) {
        return withFiles(() -> {
            final Optional<ServedShadow> shadow = find(name).map(ServedModel::shadow);
            if (shadow.flatMap(ServedShadow::shadow).isEmpty()) {
                return false;
            }
            shadow.get().end();
            return true;
        });
    }

    /** Whether a model has a shadow that judges. */
    public boolean hasShadow(final ModelName name) {
        return find(name).map(ServedModel::shadow).filter(ServedShadow::judges).isPresent();
    }

    /** The shadow of a model, to be closed; empty if it has none. One that cannot be opened any more is stopped. */
    public Optional<BorrowedModel> borrowShadow(final ModelName name) {
        try {
            return find(name).map(ServedModel::shadow).flatMap(ServedShadow::borrow);
        } catch (final BlemishException e) {
            stopShadow(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private synchronized void stopShadow(final ModelName name, final String reason) {
        find(name).map(ServedModel::shadow).filter(ServedShadow::judges).ifPresent(shadow -> shadow.stop(reason));
    }

    private VersionChange activate(final ModelName name, final ServedModel model, final ModelVersion version)
            throws IOException {
        final Path file = name.file(folder);
        final Optional<String> before = model.version();
        if (before.equals(Optional.of(version.id()))) {
            replace(file, model, version);
        } else {
            try {
                model.activate(version, () -> replace(file, model, version));
            } finally {
                if (model.version().isEmpty() && !Files.exists(file)) {
                    models.remove(name);
                }
            }
        }
        model.setFile(file);
        changed(name);
        return new VersionChange(before, version.id());
    }

    private static void replace(final Path file, final ServedModel model, final ModelVersion version) {
        final Path stored = model.store().file(version.sha256());
        try {
            AtomicFile.write(file, path -> Files.copy(stored, path, StandardCopyOption.REPLACE_EXISTING));
        } catch (final BlemishException e) {
            throw new FolderException(e);
        }
    }

    /**
     * Deletes a version.
     *
     * @return whether there was such a version
     * @throws IllegalStateException if it is the active one
     */
    public synchronized boolean delete(final ModelName name, final String version) {
        return withFiles(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<ModelVersion> wanted = inactive(model, version);
            if (wanted.isEmpty()) {
                return false;
            }
            model.get().store().delete(wanted.get());
            model.get().shadow().deleted(version);
            return true;
        });
    }

    /**
     * Deletes a model with its versions, its report and its figures.
     *
     * @return whether there was such a model
     */
    public synchronized boolean delete(final ModelName name) {
        return withFiles(() -> {
            final Optional<ServedModel> model = find(name);
            if (model.isEmpty()) {
                return false;
            }
            final ModelState state = model.get().state(folder);
            Files.deleteIfExists(name.file(folder));
            for (final Optional<Path> beside : List.of(state.report(), state.metrics())) {
                if (beside.isPresent()) {
                    Files.deleteIfExists(beside.get());
                }
            }
            model.get().store().delete();
            remove(name);
            return true;
        });
    }

    private static <T> T withFiles(final FileWork<T> work) {
        try {
            return work.get();
        } catch (final IOException e) {
            throw new FolderException(e);
        }
    }

    /** Work that reads or writes files. */
    @FunctionalInterface
    private interface FileWork<T> {
        T get() throws IOException;
    }

    @Override
    public synchronized void close() {
        watch.shutdown();
        List.copyOf(models.values()).forEach(ServedModel::retire);
        models.clear();
    }
}
