package io.blemish.spring;

import io.blemish.spring.BlemishProperties.ModelProperties;
import io.blemish.spring.InspectionRefusedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.FileSystemUtils;

/**
 * The models of the properties. They are opened before web servers and listener containers start, are exchanged while pictures are
 * being judged, and are closed after those have stopped. A model whose file cannot be used does not keep the others from serving:
 * it is told in the log and by the health, and looked for again if it has a time to refresh. Safe for use by many threads.
 */
public final class BlemishModels implements SmartLifecycle {
    /**
     * Spring Boot stops its web servers in the phases 1,024 and 2,048 below the default, and containers of listeners above that. What
     * is in a lower phase starts before them and stops after them.
     */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private static final Logger LOG = LoggerFactory.getLogger(BlemishModels.class);

    /** How long those that use models may take to end when the application stops. */
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final SortedMap<String, ServedModel> models = new TreeMap<>();
    private final Map<String, ModelProperties> properties;
    private final InspectionMetrics metrics;

    /** Null while it is stopped. */
    private volatile @Nullable Running running;

    /** It is there while the application runs: a folder for copies of the model files, and the thread that looks for new ones. */
    private record Running(Path folder, ScheduledExecutorService refreshing) {}

    BlemishModels(final BlemishProperties properties, final ResourceLoader loader, final InspectionMetrics metrics) {
        this.properties = properties.models();
        this.metrics = metrics;
        this.properties.forEach((name, model) ->
                models.put(name, new ServedModel(name, new ModelFile(loader, model, properties.device()))));
    }

    /** {@return the names of all models, also of those that cannot be used} */
    public SortedSet<String> names() {
        return new TreeSet<>(models.keySet());
    }

    /**
     * {@return the version of a model that serves, kept open until the caller closes what this returns}
     *
     * @param name among the properties
     * @throws InspectionRefusedException if there is no such model, it cannot be used, or the application does not run
     */
    public BorrowedModel borrow(final String name) {
        final ServedModel model = served(name);
        running();
        return model.borrow();
    }

    /**
     * Looks at the file of a model now, and takes it up if it is another one.
     *
     * @param name among the properties
     * @return whether another version serves now
     * @throws InspectionRefusedException if there is no such model, or the application does not run
     */
    public boolean refresh(final String name) {
        return refresh(served(name), running().folder());
    }

    private boolean refresh(final ServedModel model, final Path folder) {
        final boolean changed = model.refresh(folder);
        if (changed) {
            metrics.serving(versions());
        }
        return changed;
    }

    private SortedMap<String, String> versions() {
        final SortedMap<String, String> versions = new TreeMap<>();
        models.forEach((name, model) -> model.version().ifPresent(version -> versions.put(name, version)));
        return versions;
    }

    /** Why the file of a model cannot be used, in a sentence. */
    Optional<String> problem(final String name) {
        return served(name).problem();
    }

    private ServedModel served(final String name) {
        final ServedModel model = models.get(name);
        if (model == null) {
            throw new InspectionRefusedException(Reason.UNKNOWN_MODEL, "There is no model " + name + ".");
        }
        return model;
    }

    private Running running() {
        final Running now = running;
        if (now == null) {
            throw new InspectionRefusedException(
                    Reason.STOPPED, "The application is starting or stopping, so no picture is judged.");
        }
        return now;
    }

    /** Opens the models. */
    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        final Running now = new Running(temporaryFolder(), Executors.newSingleThreadScheduledExecutor(task -> {
            final Thread thread = new Thread(task, "blemish-refresh");
            thread.setDaemon(true);
            return thread;
        }));
        models.values().forEach(ServedModel::reopen);
        models.values().forEach(model -> look(model, now.folder()));
        properties.forEach((name, model) -> schedule(now, served(name), model.refresh()));
        running = now;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() throws nothing
    private void schedule(final Running now, final ServedModel model, final @Nullable Duration time) {
        if (time != null) {
            now.refreshing()
                    .scheduleWithFixedDelay(
                            () -> look(model, now.folder()), time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** A look that throws would be the last one. */
    private void look(final ServedModel model, final Path folder) {
        try {
            refresh(model, folder);
        } catch (final RuntimeException | Error e) {
            LOG.error("The file of a model could not be looked at.", e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("blemish-models");
        } catch (final IOException e) {
            throw new UncheckedIOException("The folder for temporary files cannot be written.", e);
        }
    }

    /** Judges no more pictures, waits a while for those that are being judged, and closes the models. */
    @Override
    public synchronized void stop() {
        final Running now = running;
        if (now == null) {
            return;
        }
        running = null;
        now.refreshing().shutdownNow();
        final List<OpenModel> retired = models.values().stream()
                .flatMap(model -> model.retire().stream())
                .toList();
        try {
            awaitClosed(retired);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileSystemUtils.deleteRecursively(now.folder().toFile());
    }

    private static void awaitClosed(final List<OpenModel> retired) throws InterruptedException {
        final long end = System.nanoTime() + STOPPING.toNanos();
        for (final OpenModel model : retired) {
            if (!model.awaitClosed(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                LOG.warn("A model was still in use after {} s.", STOPPING.toSeconds());
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
