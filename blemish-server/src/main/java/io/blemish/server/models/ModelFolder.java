package io.blemish.server.models;

import io.blemish.InputException;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in a folder. The file {@code NAME.blemish} is always the version of {@code NAME} that judges: a file that is
 * dropped there or replaced is taken up, and activating another version puts that one there. The folder is looked at
 * again and again, because network file systems and containers' mounts notify nobody. A file is taken when it has not
 * changed between two looks, as a copy whose every hash is checked; so one that is still being copied is never used.
 */
public final class ModelFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);

    private final Path folder;
    private final Path versions;
    private final Execution execution;
    private volatile Consumer<ModelChange> listener = change -> {};
    private final Map<ModelName, ServedModel> models = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "models"));

    /**
     * A folder; nothing is opened yet.
     *
     * @param folder of {@code NAME.blemish} files
     * @param versions where to keep copies of all versions; made where it does not exist
     * @param execution how to run the models' networks
     * @throws InputException where there is no such folder
     */
    public ModelFolder(final Path folder, final Path versions, final Execution execution) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("Folder " + folder + " does not exist. Make it and put model files into it.");
        }
        this.folder = folder;
        this.versions = versions;
        this.execution = execution;
    }

    /**
     * Opens the models that are in the folder now.
     *
     * @param changes is told of every change, these first ones among them
     */
    public void open(final Consumer<ModelChange> changes) {
        listener = changes;
        look(true);
    }

    /** Looks at the folder whenever so much time has passed. */
    @SuppressWarnings("FutureReturnValueIgnored") // a look catches all that it meets
    public void watch(final Duration interval) {
        watch.scheduleWithFixedDelay(
                () -> look(false), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at the folder once: a file is taken when it is as it was the last time. */
    void look() {
        look(false);
    }

    private synchronized void look(final boolean first) {
        try {
            final Map<ModelName, Path> files = files();
            files.forEach((name, file) -> look(name, file, first));
            for (final ModelName name : List.copyOf(models.keySet())) {
                if (!files.containsKey(name)) {
                    forget(name);
                }
            }
        } catch (final IOException | RuntimeException e) {
            LOG.error("Folder {} could not be looked at: {}", folder, e.toString());
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

    private void look(final ModelName name, final Path file, final boolean first) {
        final Optional<Stamp> stamp = Stamp.of(file);
        final ServedModel model = served(name);
        if (stamp.isEmpty() || !(model.changed(stamp.get()) || first)) {
            return;
        }
        try {
            if (model.take(file, stamp.get())) {
                changed(name);
            }
        } catch (final IOException | RuntimeException e) {
            LOG.error("Model {} could not be taken up: {}", name, e.toString());
        }
    }

    private void forget(final ModelName name) {
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
        return models.computeIfAbsent(
                name, key -> new ServedModel(key, new VersionStore(versions.resolve(key.text())), execution));
    }

    private Optional<ServedModel> find(final ModelName name) {
        return Optional.ofNullable(models.get(name));
    }

    /** A model to judge by; empty where there is none of that name or it cannot be used. To be closed. */
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

    /** A model as it is now; empty where there is none of that name. */
    public synchronized Optional<ModelState> state(final ModelName name) {
        return find(name).map(model -> on(() -> model.state(folder)));
    }

    /**
     * Adds a version.
     *
     * @param name of a model, which is made where there is none of that name
     * @param in a model file
     * @param activate whether to judge by it from now on; a new model always does
     * @throws InputException where it is no model, not whole or not intact
     * @throws FolderException where it is one and the folder cannot be written
     * @throws IOException where it cannot be received
     */
    public ModelVersion add(final ModelName name, final InputStream in, final boolean activate) throws IOException {
        // Received without the lock: a slow sender must not hold up the others.
        final Path received = Files.createTempFile(Files.createDirectories(versions), ".", ".part");
        try {
            Files.copy(in, received, StandardCopyOption.REPLACE_EXISTING);
            return add(name, received, activate);
        } finally {
            Files.deleteIfExists(received);
        }
    }

    private synchronized ModelVersion add(final ModelName name, final Path received, final boolean activate)
            throws IOException {
        final ModelVersion version = new VersionStore(versions.resolve(name.text())).add(received);
        if (activate || find(name).isEmpty()) {
            activate(name, served(name), version);
        }
        return version;
    }

    /**
     * Judges by a version from now on.
     *
     * @return whether there is such a version
     */
    public synchronized boolean activate(final ModelName name, final String version) {
        return on(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<ModelVersion> wanted =
                    model.isEmpty() ? Optional.empty() : model.get().store().version(version);
            if (wanted.isEmpty()) {
                return false;
            }
            activate(name, model.get(), wanted.get());
            return true;
        });
    }

    /**
     * Goes back to the version that judged before.
     *
     * @return whether there is one
     */
    public synchronized boolean rollBack(final ModelName name) {
        return on(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<String> now = model.flatMap(ServedModel::version);
            if (model.isEmpty() || now.isEmpty()) {
                return false;
            }
            final Optional<ModelVersion> before = model.get().store().before(now.get());
            if (before.isEmpty()) {
                return false;
            }
            activate(name, model.get(), before.get());
            return true;
        });
    }

    private void activate(final ModelName name, final ServedModel model, final ModelVersion version)
            throws IOException {
        final Path file = name.file(folder);
        final Path stored = model.store().file(version.sha256());
        try {
            AtomicFile.write(file, path -> Files.copy(stored, path, StandardCopyOption.REPLACE_EXISTING));
        } catch (final InputException e) {
            throw new FolderException(e);
        }
        model.settle(file);
        if (!model.version().equals(Optional.of(version.id()))) {
            model.activate(version);
        }
        changed(name);
    }

    /**
     * Deletes a version.
     *
     * @return whether there was such a version
     * @throws IllegalStateException where it is the active one
     */
    public synchronized boolean delete(final ModelName name, final String version) {
        return on(() -> {
            final Optional<ServedModel> model = find(name);
            final Optional<ModelVersion> wanted =
                    model.isEmpty() ? Optional.empty() : model.get().store().version(version);
            if (wanted.isEmpty()) {
                return false;
            }
            if (model.get().version().equals(Optional.of(version))) {
                throw new IllegalStateException("the active version");
            }
            model.get().store().delete(wanted.get());
            return true;
        });
    }

    /**
     * Deletes a model, its versions, report and figures.
     *
     * @return whether there was such a model
     */
    public synchronized boolean delete(final ModelName name) {
        return on(() -> {
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
            forget(name);
            return true;
        });
    }

    private static <T> T on(final FileWork<T> work) {
        try {
            return work.get();
        } catch (final IOException e) {
            throw new FolderException(e);
        }
    }

    /** Work on files. */
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
