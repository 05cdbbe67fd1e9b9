package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.server.models.AddedVersion;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the fits that were started, one at a time, each in a process of its own, and makes versions of their models. */
public final class FitQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FitQueue.class);

    /** A detector, and the folds that set its threshold, need two. */
    private static final int FEWEST_PICTURES = 2;

    /** The other half of the processors judges, also where a system knows no priorities. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Far longer than a process takes to end. */
    private static final int CLOSING_SECONDS = 30;

    private final Fits fits;
    private final ModelFolder models;
    private final BaseVersions bases;
    private final long memory;
    private final ExecutorService runner = Executors.newSingleThreadExecutor(task -> new Thread(task, "fits"));
    private @Nullable FitProcess current;

    /** The last start of each fit that waits. One that was cancelled while it waited may have been started again since. */
    private final Map<String, Job> waiting = new ConcurrentHashMap<>();

    /** The fit whose model is becoming a version, so that it cannot be cancelled any more. */
    private Optional<String> publishing = Optional.empty();

    private volatile boolean stopping;

    /**
     * A queue.
     *
     * @param fits that can be started
     * @param models get the versions
     * @param memory how many bytes the heap of a fit may take
     */
    public FitQueue(final Fits fits, final ModelFolder models, final long memory) {
        this.fits = fits;
        this.models = models;
        this.bases = new BaseVersions(models);
        this.memory = memory;
    }

    /**
     * A fit that was started.
     *
     * @param id its identifier
     * @param update what becomes of its pictures, if it is an update
     * @param who started it
     * @param added is told of the version that its model becomes
     */
    private record Job(String id, Optional<UpdatePlan> update, String who, Consumer<AddedVersion> added) {}

    /**
     * Checks that a model can be updated as it is wanted, before there are pictures. Any model can be fitted.
     *
     * @throws FitConflict if it cannot
     */
    public void check(final FitSettings settings) {
        settings.update().ifPresent(update -> bases.plan(settings, update, List.of()));
    }

    /**
     * Starts a fit or an update, after those that were started before.
     *
     * @param who starts it
     * @param added is told of the version that the model becomes
     * @return the fit after that; empty if there is no such fit
     * @throws FitConflict if it is under way already or has too few pictures, or the model cannot be updated so
     */
    public Optional<Fit> start(
            final String id, final FitSettings settings, final String who, final Consumer<AddedVersion> added) {
        final List<FitPicture> pictures = fits.find(id).map(Fit::pictures).orElse(List.of());
        final Optional<UpdatePlan> plan = settings.update().map(update -> bases.plan(settings, update, pictures));
        final Job job = new Job(id, plan, who, added);
        final Optional<Fit> started = fits.edit(id, fit -> {
            if (!fit.pictures().equals(pictures)) {
                throw new FitConflict("Pictures of this fit were added or taken out just now. Start it again.");
            }
            if (plan.isPresent()) {
                bases.keep(fit, fits.files(fit), settings, plan.get());
            } else if (pictures.size() < FEWEST_PICTURES) {
                throw new FitConflict("This fit has " + pictures.size() + " pictures, and at least " + FEWEST_PICTURES
                        + " are needed. Add pictures of good parts.");
            }
            final Fit now = fit.started(settings);
            waiting.put(id, job);
            return now;
        });
        started.ifPresent(fit -> runner.execute(() -> run(job)));
        return started;
    }

    /**
     * Cancels a fit that waits or runs.
     *
     * @return the fit after that; empty if there is no such fit
     * @throws FitConflict if it neither waits nor runs
     */
    public synchronized Optional<Fit> cancel(final String id) {
        if (publishing.equals(Optional.of(id))) {
            throw new FitConflict("The model of this fit is becoming a version now. Delete that version instead.");
        }
        final boolean running = fits.move(id, FitState.RUNNING, Fit::cancelled).isPresent();
        if (running && current != null) {
            current.stop();
        }
        if (!running
                && fits.move(id, FitState.WAITING, Fit::cancelled).isEmpty()
                && fits.find(id).isPresent()) {
            throw new FitConflict("This fit is not under way, so there is nothing to cancel.");
        }
        return fits.find(id);
    }

    private void run(final Job job) {
        if (!stopping && waiting.remove(job.id(), job)) {
            fits.move(job.id(), FitState.WAITING, Fit::running).ifPresent(fit -> run(fit, job));
            fits.release(job.id());
        }
    }

    private void run(final Fit fit, final Job job) {
        final UnaryOperator<Fit> end = fit(fit, job);
        synchronized (this) {
            // If the server stops, its next start tells so, unless there is a version already.
            if (!stopping || publishing.isPresent()) {
                fits.move(fit.id(), FitState.RUNNING, end);
            }
            publishing = Optional.empty();
        }
    }

    /** Fits a model, and returns how the fit has ended. */
    private UnaryOperator<Fit> fit(final Fit fit, final Job job) {
        try {
            final Path work = fits.makeWork();
            try (FitProcess process = begin(order(fit, work, job), work, fit.id())) {
                final FitOutcome outcome = process.await(progress -> fits.progress(fit.id(), progress));
                return end(fit, outcome, work, job);
            } finally {
                forget();
                fits.deleteWork();
            }
        } catch (final BlemishException e) {
            return now -> now.failed(String.valueOf(e.getMessage()));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return now -> now.failed(Fits.STOPPED);
        } catch (final IOException | RuntimeException e) {
            LOG.error("A fit failed.", e);
            return now -> now.failed("The server could not finish the fit; the reason is in its log.");
        }
    }

    private FitOrder order(final Fit fit, final Path work, final Job job) {
        final FitFolder files = fits.files(fit);
        return new FitOrder(
                fit.settings().orElseThrow(),
                job.update().map(UpdatePlan::added).orElse(fit.pictures()).stream()
                        .map(one -> new FitOrder.Item(
                                one.id(), one.name(), files.picture(one).toString()))
                        .toList(),
                fit.masked() ? Optional.of(files.mask().toString()) : Optional.empty(),
                job.update().map(plan -> new FitOrder.Base(files.base().toString(), job.who())),
                model(work).toString(),
                THREADS);
    }

    private static Path model(final Path work) {
        return work.resolve("fitted" + ModelName.EXTENSION);
    }

    private synchronized FitProcess begin(final FitOrder order, final Path work, final String id) throws IOException {
        final FitProcess process = FitProcess.start(order, work, memory);
        current = process;
        if (stopping || !isRunning(id)) {
            process.stop();
        }
        return process;
    }

    private synchronized void forget() {
        current = null;
    }

    private boolean isRunning(final String id) {
        return fits.find(id).filter(fit -> fit.state() == FitState.RUNNING).isPresent();
    }

    /** Whether the model of a fit may become a version: from then on the fit is neither cancelled nor stopped. */
    private synchronized boolean publish(final String id) {
        if (stopping || !isRunning(id)) {
            return false;
        }
        publishing = Optional.of(id);
        return true;
    }

    private UnaryOperator<Fit> end(final Fit fit, final FitOutcome outcome, final Path work, final Job job)
            throws IOException {
        if (outcome instanceof FitOutcome.Fitted fitted && publish(fit.id())) {
            final ModelName name = new ModelName(fit.settings().orElseThrow().model());
            if (job.update().isPresent() && !models.has(name)) {
                return now -> now.failed("Model '" + name.text() + "' was deleted while it was being updated.");
            }
            final AddedVersion version;
            try (InputStream in = Files.newInputStream(model(work))) {
                version = models.add(name, in, false);
            }
            job.added().accept(version);
            final FitResult.Report report = fitted.report()
                    .withFailures(job.update().map(UpdatePlan::leftOut).orElse(List.of()));
            return now -> now.done(new FitResult(version.version().id(), report));
        }
        return outcome instanceof FitOutcome.Failed failed ? now -> now.failed(failed.problem()) : now -> now;
    }

    /** Ends the fit that runs. */
    @Override
    public void close() {
        synchronized (this) {
            stopping = true;
            if (current != null) {
                current.stop();
            }
        }
        runner.shutdown();
        try {
            if (!runner.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A fit has not ended yet.");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
