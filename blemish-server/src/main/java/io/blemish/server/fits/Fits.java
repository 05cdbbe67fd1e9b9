package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fits of a server, each with its pictures in a folder of its own. What ends a server does not lose them: a fit that was
 * waiting or running then has failed, and can be started again. Safe for use by many threads.
 */
public final class Fits {
    private static final Logger LOG = LoggerFactory.getLogger(Fits.class);

    /** So many fits are kept. For a new one the oldest that has ended is deleted. */
    static final int MOST = 20;

    /** The folder of the process that fits. One is enough, because one fit runs at a time. */
    private static final String WORK = "work";

    static final String STOPPED = "The server stopped while it was fitting. Start the fit again.";

    private final Path folder;
    private final Consumer<Fit> listener;
    private final Map<String, Fit> fits = new ConcurrentHashMap<>();

    /**
     * Opens the fits of a folder.
     *
     * @param folder made if it does not exist
     * @param listener hears of each change of a fit
     * @throws BlemishException if the folder cannot be used
     */
    public Fits(final Path folder, final Consumer<Fit> listener) {
        this.folder = folder;
        this.listener = listener;
        try {
            Files.createDirectories(folder);
            deleteWork();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (final Path one : all) {
                    open(new FitFolder(one));
                }
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, "Folder " + folder + " cannot be used. Choose another with --data.", e);
        }
    }

    private void open(final FitFolder files) throws IOException {
        try {
            final Fit fit = files.read();
            final Fit now = fit.state().active() ? fit.failed(STOPPED) : fit;
            write(fit, now);
            fits.put(now.id(), now);
        } catch (final NoSuchFileException e) {
            // Its deletion was begun, or its first file was not written whole.
            files.delete();
        } catch (final BlemishException e) {
            LOG.warn("A fit cannot be read and is left out: {}", e.getMessage());
        }
    }

    /** An empty folder for the process that fits. */
    Path makeWork() throws IOException {
        deleteWork();
        return Files.createDirectories(folder.resolve(WORK));
    }

    void deleteWork() throws IOException {
        FitFolder.delete(folder.resolve(WORK));
    }

    FitFolder files(final Fit fit) {
        return new FitFolder(folder.resolve(fit.id()));
    }

    /** All fits, the newest first. */
    public List<Fit> all() {
        return fits.values().stream()
                .sorted(Comparator.comparing(Fit::created)
                        .thenComparing(Fit::id)
                        .reversed())
                .toList();
    }

    /** The fit of an identifier; empty if there is none. */
    public Optional<Fit> find(final String id) {
        return Optional.ofNullable(fits.get(id));
    }

    /**
     * Begins a fit, without pictures.
     *
     * @param settings how it is to be started, if that is known already
     * @param dropped hears of the oldest fit that has ended, if there were as many as are kept and it was deleted
     * @throws FitConflict if there are as many fits as are kept and none of them has ended
     */
    public synchronized Fit create(final Optional<FitSettings> settings, final Consumer<Fit> dropped) {
        final List<Fit> all = new ArrayList<>(all());
        if (all.size() >= MOST) {
            final Fit oldest = all.stream()
                    .filter(fit -> fit.state().ended())
                    .reduce((newer, older) -> older)
                    .orElseThrow(
                            () -> new FitConflict("There are " + MOST + " fits already. Delete one of them first."));
            delete(oldest.id());
            dropped.accept(oldest);
        }
        final Fit fit = Fit.draft(UUID.randomUUID().toString(), Instant.now(), settings);
        files(fit).write(fit);
        keep(fit);
        return fit;
    }

    /**
     * Changes a fit that is neither waiting nor running.
     *
     * @return the fit after that; empty if there is none of that identifier
     * @throws FitConflict if it is waiting or running
     */
    synchronized Optional<Fit> edit(final String id, final UnaryOperator<Fit> change) {
        final Fit fit = fits.get(id);
        if (fit == null) {
            return Optional.empty();
        }
        if (fit.state().active()) {
            throw new FitConflict("This fit is under way. Cancel it before you change it.");
        }
        final Fit after = change.apply(fit);
        write(fit, after);
        keep(after);
        return Optional.of(after);
    }

    /**
     * Takes a fit from one state to another, even if the disk does not take it: the next start would tell of the state before.
     *
     * @return the fit after that; empty if it was not in that state
     */
    synchronized Optional<Fit> move(final String id, final FitState from, final UnaryOperator<Fit> change) {
        final Fit fit = fits.get(id);
        if (fit == null || fit.state() != from) {
            return Optional.empty();
        }
        final Fit after = change.apply(fit);
        try {
            write(fit, after);
        } catch (final ResourceException e) {
            LOG.warn("Fit {} is {}, and that is not on the disk: {}", id, after.state(), e.getMessage());
        }
        keep(after);
        return Optional.of(after);
    }

    private void write(final Fit before, final Fit after) {
        // Pictures have files of their own.
        if (!after.withPictures(List.of()).equals(before.withPictures(List.of()))) {
            files(after).write(after);
        }
    }

    /** Notes how far a running fit is. That is not written down. */
    synchronized void progress(final String id, final FitProgress now) {
        final Fit fit = fits.get(id);
        if (fit != null && fit.state() == FitState.RUNNING) {
            keep(fit.withProgress(now));
        }
    }

    private void keep(final Fit fit) {
        fits.put(fit.id(), fit);
        listener.accept(fit);
    }

    /** Lets go of the version that an update began from, unless the update is under way again. */
    synchronized void release(final String id) {
        find(id).filter(fit -> !fit.state().active())
                .ifPresent(fit -> files(fit).deleteBase());
    }

    /**
     * Deletes a fit with its pictures. The version that came of it stays.
     *
     * @return whether there was such a fit
     * @throws FitConflict if it is waiting or running
     */
    public synchronized boolean delete(final String id) {
        final Optional<Fit> fit = edit(id, UnaryOperator.identity());
        fit.ifPresent(gone -> {
            fits.remove(gone.id());
            try {
                files(gone).delete();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return fit.isPresent();
    }
}
