package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.ResourceException;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures that wait for a prediction, and the workers that make it. There is a worker for each processor, and it takes
 * one picture at a time: on processors that is the fastest, and a batch of several pictures gains nothing
 * (ARCHITECTURE.md). Other devices want batches: there, pictures that wait for the same model go through its network
 * together, whoever sent them. No picture waits for a batch to fill.
 *
 * <p>A picture is refused at once if the queue is full, or if, at the pace of the last pictures, its turn would come after
 * its deadline: it would delay the others for nothing.
 */
final class PredictionQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PredictionQueue.class);

    /** The pace is a moving average over about so many pictures. */
    private static final int PACE_PICTURES = 16;

    /** Nobody waits for a turn that takes this many deadlines. */
    private static final int DEADLINES_OF_A_TURN = 3;

    private final ServerOptions.Limits limits;
    private final PictureDecoder decoder;
    private final Semaphore places;
    private final ThreadPoolExecutor workers;
    private final WorkerTurns turns;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "watch-workers"));
    private final int batch;
    private final Metrics metrics;

    /** The pictures that wait, the first to be taken first. Guarded by its own lock. */
    private final Deque<Task> waiting = new ArrayDeque<>();

    /** The nanoseconds that a worker needs for a picture; 0 before the first. */
    private final AtomicLong pace = new AtomicLong();

    /**
     * An empty queue.
     *
     * @param limits how many workers there are, how many pictures may wait, and how large they may be
     * @param batch how many pictures may go through the network together
     * @param metrics is told of all predictions
     */
    @SuppressWarnings("FutureReturnValueIgnored") // interruptLongOnes() throws nothing
    PredictionQueue(final ServerOptions.Limits limits, final int batch, final Metrics metrics) {
        this.limits = limits;
        this.batch = batch;
        this.decoder = new PictureDecoder(limits);
        this.places = new Semaphore(limits.queue() + limits.workers());
        final AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                limits.workers(),
                limits.workers(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "predict-" + number.incrementAndGet()));
        this.turns = new WorkerTurns(
                limits.workers(), limits.deadline().multipliedBy(DEADLINES_OF_A_TURN), System::nanoTime);
        watch.scheduleWithFixedDelay(turns::interruptLongOnes, 1, 1, TimeUnit.SECONDS);
        this.metrics = metrics;
        metrics.queue(this::length, limits.queue());
    }

    /**
     * Checks whether a picture that comes now has a place and gets its turn in time.
     *
     * @param patience until its deadline, in nanoseconds
     * @throws ProblemException if not
     */
    void checkRoom(final long patience) {
        final int taken = limits.queue() + limits.workers() - places.availablePermits();
        // A picture that finds a free worker is always taken, so that the pace is measured anew after a bad moment.
        if (places.availablePermits() <= 0
                || (taken >= limits.workers() && (taken + 1) * pace.get() / limits.workers() > patience)) {
            throw full();
        }
    }

    private static ProblemException full() {
        return ProblemException.overloaded("As many pictures are waiting as can be processed in time.");
    }

    /**
     * Predicts the pictures of a request: all of them or, if one is refused, none.
     *
     * @param model released when the last picture is finished, even if that is after this call has returned
     * @param pictures of the request
     * @param deadline in terms of {@link System#nanoTime}
     * @return in the order of the pictures
     * @throws ProblemException if there is no room for them, the deadline passes, or a picture is refused
     */
    List<PredictedPicture> predict(final BorrowedModel model, final List<SentPicture> pictures, final long deadline) {
        try {
            checkRoom(deadline - System.nanoTime());
            if (!places.tryAcquire(pictures.size())) {
                throw full();
            }
        } catch (final ProblemException e) {
            model.close();
            throw e;
        }
        final PredictionRequest request = new PredictionRequest(model, pictures, deadline);
        synchronized (waiting) {
            IntStream.range(0, pictures.size()).forEach(index -> waiting.add(new Task(request, index)));
        }
        pictures.forEach(picture -> workers.execute(() -> turns.run(this::work)));
        return request.await();
    }

    /** Whether no worker can be expected to take a picture in time. */
    boolean stuck() {
        return turns.stuck();
    }

    /** Waits until fewer pictures are being judged or wait than there are workers. */
    void awaitSpareWorker() throws InterruptedException {
        synchronized (waiting) {
            while (places.availablePermits() <= limits.queue()) {
                waiting.wait();
            }
        }
    }

    private void giveBack(final int taken) {
        synchronized (waiting) {
            places.release(taken);
            waiting.notifyAll();
        }
    }

    private int length() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        watch.shutdown();
    }

    /** One picture of a request. */
    private record Task(PredictionRequest request, int index) {
        Model model() {
            return request.model();
        }

        SentPicture picture() {
            return request.picture(index);
        }
    }

    /** A task whose picture is decoded; when that began and how long it took, in nanoseconds. */
    private record Decoded(Task task, RgbImage image, long begin, long time) {
        Picture named() {
            return Picture.of(task.picture().title(), image);
        }
    }

    /** Takes the first picture that waits and, up to a batch, the next ones that wait for the same model. */
    private List<Task> take() {
        final List<Task> tasks = new ArrayList<>();
        synchronized (waiting) {
            final Iterator<Task> all = waiting.iterator();
            while (all.hasNext() && tasks.size() < batch) {
                final Task task = all.next();
                if (tasks.isEmpty() || task.model() == tasks.get(0).model()) {
                    tasks.add(task);
                    all.remove();
                }
            }
        }
        return tasks;
    }

    /** One worker's turn. There is nothing to do if the batches of other workers left nothing. */
    private void work() {
        final List<Task> tasks = take();
        try {
            final List<Decoded> decoded = new ArrayList<>();
            tasks.forEach(task -> task.request().attempt(() -> decoded.add(decode(task))));
            if (!decoded.isEmpty()) {
                predict(decoded);
            }
        } finally {
            giveBack(tasks.size());
            tasks.forEach(task -> task.request().finishPicture());
        }
    }

    private Decoded decode(final Task task) {
        final long begin = System.nanoTime();
        task.request().checkDeadline(begin);
        final RgbImage image = decoder.decode(task.model(), task.picture());
        return new Decoded(task, image, begin, System.nanoTime() - begin);
    }

    /** Predicts pictures for the same model. */
    private void predict(final List<Decoded> pictures) {
        final Model model = pictures.get(0).task().model();
        final List<Outcome> outcomes;
        try {
            outcomes = model.predict(pictures.stream().map(Decoded::named).toList());
        } catch (final RuntimeException | Error e) {
            pictures.forEach(picture -> picture.task().request().attempt(() -> {
                throw e;
            }));
            return;
        }
        metrics.batch(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            final Decoded picture = pictures.get(i);
            final Outcome outcome = outcomes.get(i);
            picture.task().request().attempt(() -> setResult(picture, outcome, pictures.size()));
        }
    }

    private void setResult(final Decoded decoded, final Outcome outcome, final int together) {
        final Task task = decoded.task();
        final Outcome.Judged judged = judged(outcome);
        final long network = judged.times().features();
        final long score = judged.times().search() + judged.times().map();
        final StageTimes times =
                new StageTimes(decoded.begin() - task.request().submitted(), decoded.time(), network, score);
        pace.accumulateAndGet(decoded.time() + network / together + score, PredictionQueue::average);
        metrics.stages(times);
        task.request()
                .setResult(
                        task.index(),
                        new PredictedPicture(task.picture(), decoded.image(), judged.verdict(), times, judged.seen()));
    }

    /**
     * The verdict on a picture.
     *
     * @throws ProblemException if the picture was refused
     */
    static Outcome.Judged judged(final Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw problem(refused.reason());
        }
        return (Outcome.Judged) outcome;
    }

    /** A sender gives up a picture for which it is told 422, so that is for pictures alone. */
    private static ProblemException problem(final BlemishException reason) {
        if (reason instanceof ModelException || reason instanceof ResourceException) {
            // The message names files of this machine.
            LOG.error("A picture could not be judged: {}", reason.getMessage());
            return new ProblemException(
                    ProblemKind.INTERNAL,
                    "The model or the machine failed, not the picture; the server's log says how. Send the picture again later.");
        }
        return new ProblemException(
                reason.code() == ErrorCode.PICTURE_NOT_ALIGNED ? ProblemKind.NOT_ALIGNED : ProblemKind.NOT_A_PICTURE,
                String.valueOf(reason.getMessage()));
    }

    private static long average(final long before, final long now) {
        return before == 0 ? now : (before * (PACE_PICTURES - 1) + now) / PACE_PICTURES;
    }
}
