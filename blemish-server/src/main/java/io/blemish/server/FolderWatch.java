package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.server.history.History;
import io.blemish.server.history.HistoryException;
import io.blemish.server.history.TakenFile;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.watch.IncomingFile;
import io.blemish.server.watch.IncomingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the pictures that another program writes into a folder, one after another, in the order in which they were written. A file and
 * its verdict are recorded in one transaction, and the file is moved after it: one that a crash leaves in between is moved when it
 * is found again, and not judged a second time.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /** Between two looks. A file is whole if it stays the same so long. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** A picture that cannot be decoded may not be whole yet though it stood still, if its writer has halted. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** The picture is at fault, and will not be taken later either. */
    private static final Set<ProblemKind> FAULTS_OF_PICTURE = Set.of(
            ProblemKind.NOT_A_PICTURE,
            ProblemKind.NOT_ALIGNED,
            ProblemKind.TOO_MANY_BYTES,
            ProblemKind.TOO_MANY_PIXELS);

    private final IncomingFolder folder;
    private final ModelName model;
    private final ServerOptions.Limits limits;
    private final ModelFolder models;
    private final PredictionQueue queue;
    private final History history;
    private final VerdictRecorder recorder;
    private final Metrics metrics;
    private final Thread thread;

    /** Files that were taken and are still in the folder. */
    private final Set<IncomingFile> taken = new HashSet<>();

    /** The faults of the look before and of this one, so that one which lasts is told once and not twice a second. */
    private Set<String> told = Set.of();

    private final Set<String> faults = new HashSet<>();

    private volatile boolean closed;

    /**
     * Begins to watch.
     *
     * @param folder its pictures are judged
     * @param model by this model
     */
    FolderWatch(
            final IncomingFolder folder,
            final ModelName model,
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final PredictionQueue queue,
            final History history,
            final VerdictRecorder recorder,
            final Metrics metrics) {
        this.folder = folder;
        this.model = model;
        this.limits = limits;
        this.models = models;
        this.queue = queue;
        this.history = history;
        this.recorder = recorder;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "watch-" + model);
        thread.start();
        LOG.info("Watching folder {} for pictures of model {}.", folder.path(), model);
    }

    private void run() {
        while (!closed) {
            final long begin = System.nanoTime();
            faults.clear();
            try {
                take(folder.look());
            } catch (final IOException e) {
                tell("Folder " + folder.path() + " cannot be looked at (" + e.getMessage() + ").");
            } catch (final ProblemException | HistoryException | BlemishException e) {
                tell("Pictures wait in folder " + folder.path() + ": " + e.getMessage());
            } catch (final RuntimeException e) {
                LOG.error("Folder {} could not be looked through.", folder.path(), e);
            }
            told = Set.copyOf(faults);
            pause(System.nanoTime() - begin);
        }
    }

    /** A folder that takes long to list is listed less often. */
    private void pause(final long took) {
        try {
            Thread.sleep(
                    Math.max(INTERVAL.toMillis(), took / Duration.ofMillis(1).toNanos()));
        } catch (final InterruptedException e) {
            // Only close() interrupts this thread.
            closed = true;
        }
    }

    private void tell(final String sentence) {
        if (!closed && faults.add(sentence) && !told.contains(sentence)) {
            LOG.warn("{}", sentence);
        }
    }

    /** A file that cannot be read or moved does not stop those behind it. */
    private void take(final List<IncomingFile> files) {
        taken.retainAll(Set.copyOf(files));
        for (final IncomingFile file : files) {
            if (closed) {
                return;
            }
            try {
                if (!taken.contains(file)) {
                    take(file);
                }
            } catch (final IOException e) {
                tell(file.path() + " cannot be read or moved (" + e.getMessage() + ").");
            }
        }
    }

    private void take(final IncomingFile file) throws IOException {
        final TakenFile key = new TakenFile(
                folder.path().toString(),
                file.name(),
                file.stamp().bytes(),
                file.stamp().modified().toMillis());
        final History.Taken before = history.taken(key);
        if (before == History.Taken.NOT_YET) {
            try {
                judge(file, key);
                putAway(file, true);
                metrics.watched(model.text(), "judged");
            } catch (final ProblemException e) {
                refuse(file, key, e);
            }
        } else {
            putAway(file, before == History.Taken.JUDGED);
        }
    }

    private void putAway(final IncomingFile file, final boolean judged) throws IOException {
        folder.putAway(file, judged);
        if (!folder.moving()) {
            taken.add(file);
        }
    }

    private void judge(final IncomingFile file, final TakenFile key) throws IOException {
        final SentPicture picture = new SentPicture(Optional.of(PictureName.of(file.name())), read(file));
        final BorrowedModel borrowed = models.borrow(model).orElseThrow(() -> Parameters.unknownModel(model));
        final long received = System.nanoTime();
        final List<PredictedPicture> predicted = queue.predict(
                borrowed, List.of(picture), received + limits.deadline().toNanos());
        if (!file.unchanged()) {
            throw new ProblemException(ProblemKind.CONFLICT, file.path() + " is still being written.");
        }
        recorder.record(borrowed, predicted, Optional.of(key), received);
    }

    private byte[] read(final IncomingFile file) throws IOException {
        if (file.stamp().bytes() > limits.bytes()) {
            throw new ProblemException(
                    ProblemKind.TOO_MANY_BYTES,
                    String.format(
                            Locale.ROOT,
                            "Picture %s has %,d bytes, above the limit of %,d; see --max-bytes.",
                            file.name(),
                            file.stamp().bytes(),
                            limits.bytes()));
        }
        return Files.readAllBytes(file.path());
    }

    private void refuse(final IncomingFile file, final TakenFile key, final ProblemException problem)
            throws IOException {
        if (!FAULTS_OF_PICTURE.contains(problem.kind()) || !file.unchanged()) {
            throw problem;
        }
        if (file.stamp().modified().toInstant().isAfter(Instant.now().minus(SETTLED))) {
            return;
        }
        LOG.warn("{} in folder {} has no verdict. {}", file.name(), folder.path(), problem.detail());
        history.refused(key);
        putAway(file, false);
        metrics.watched(model.text(), "refused");
    }

    /** Finishes the picture that is being judged. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
