package io.blemish.server;

import io.blemish.InputException;
import io.blemish.backbone.PictureFeatures;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import io.blemish.server.models.BorrowedModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges pictures, as many at once as there are processors, each on one thread: on processors that is the fastest, and
 * running several through the network as one batch gains nothing (ARCHITECTURE.md). What arrives together is spread over
 * them. Beyond what may wait, pictures are refused at once; so are those whose turn, at the pace of the last ones, would
 * come after their deadline: taking them on would keep others from being in time and help nobody.
 */
final class Judge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);
    private static final double MEGA = 1e6;

    /** How many pictures the pace is remembered over, about. */
    private static final int MEMORY = 16;

    /** A network's input above this would need gigabytes for its feature maps. */
    private static final long MAX_INPUT_PIXELS = 4_000_000;

    private final ServerOptions.Limits limits;
    private final ImageDecoder decoder;
    private final Semaphore places;
    private final ThreadPoolExecutor workers;
    private final Metrics metrics;

    /** Nanoseconds that a picture takes a thread, the newest weighing most; 0 before the first. */
    private final AtomicLong pace = new AtomicLong();

    Judge(final ServerOptions.Limits limits, final Metrics metrics) {
        this.limits = limits;
        this.decoder = new ImageDecoder(limits.pixels(), limits.bytes());
        this.places = new Semaphore(limits.queue() + limits.workers());
        final AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                limits.workers(),
                limits.workers(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "judge-" + number.incrementAndGet()));
        this.metrics = metrics;
        metrics.queue(() -> workers.getQueue().size(), limits.queue());
    }

    /**
     * A picture to judge.
     *
     * @param name as its sender calls it
     * @param bytes as they were sent
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record Picture(Optional<String> name, byte[] bytes) {
        /** For sentences. */
        String title() {
            return name.map(text -> "Picture " + text).orElse("The picture");
        }
    }

    /**
     * A picture that was judged.
     *
     * @param picture as it was sent
     * @param image decoded
     * @param prediction the verdict
     * @param times of the stages
     */
    record Judged(Picture picture, RgbImage image, Prediction prediction, Stages times) {}

    /**
     * How long the stages took, in nanoseconds.
     *
     * @param queue until a thread was free
     * @param decode until there were pixels
     * @param network until there were features
     * @param score until there was a verdict
     */
    record Stages(long queue, long decode, long network, long score) {}

    /**
     * Whether a picture that comes now would have no place, or its turn too late.
     *
     * @param patience until its deadline, in nanoseconds
     */
    boolean full(final long patience) {
        final int taken = limits.queue() + limits.workers() - places.availablePermits();
        // What a thread is free for is always taken, so that the pace is measured anew after a bad moment.
        return places.availablePermits() <= 0
                || (taken >= limits.workers() && (taken + 1) * pace.get() / limits.workers() > patience);
    }

    /**
     * Judges pictures; all or, where one is refused, none.
     *
     * @param model given back when the last of them is done with it, even after this has returned
     * @param deadline in the terms of {@link System#nanoTime}
     * @throws ProblemException where there is no room for them, the deadline passed, or one cannot be judged
     */
    List<Judged> judge(final BorrowedModel model, final List<Picture> pictures, final long deadline) {
        if (full(deadline - System.nanoTime()) || !places.tryAcquire(pictures.size())) {
            model.close();
            throw Overload.waiting();
        }
        final Batch batch = new Batch(model, pictures, deadline);
        for (int i = 0; i < pictures.size(); i++) {
            final int index = i;
            workers.execute(() -> batch.run(index));
        }
        return batch.await();
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    /** The pictures of one request. */
    private final class Batch {
        private final BorrowedModel model;
        private final List<Picture> pictures;
        private final long submitted = System.nanoTime();
        private final long deadline;
        private final AtomicReferenceArray<Judged> results;
        private final AtomicInteger open;
        private final CompletableFuture<List<Judged>> done = new CompletableFuture<>();

        Batch(final BorrowedModel model, final List<Picture> pictures, final long deadline) {
            this.model = model;
            this.pictures = pictures;
            this.deadline = deadline;
            this.results = new AtomicReferenceArray<>(pictures.size());
            this.open = new AtomicInteger(pictures.size());
        }

        List<Judged> await() {
            try {
                return done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (final TimeoutException e) {
                final ProblemException late = Overload.deadline();
                done.completeExceptionally(late);
                throw late;
            } catch (final ExecutionException e) {
                if (e.getCause() instanceof ProblemException problem) {
                    throw problem;
                }
                throw new IllegalStateException(e.getCause());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(ProblemKind.STOPPING, "The server is stopping.");
            }
        }

        /** Judges one picture, unless nobody waits for it any more. */
        void run(final int index) {
            try {
                if (!done.isDone()) {
                    results.set(index, judged(pictures.get(index)));
                }
            } catch (final ProblemException e) {
                done.completeExceptionally(e);
            } catch (final RuntimeException | Error e) {
                LOG.error("A picture could not be judged.", e);
                done.completeExceptionally(e);
            } finally {
                places.release();
                if (open.decrementAndGet() == 0) {
                    model.close();
                    finish();
                }
            }
        }

        private void finish() {
            if (!done.isDone()) {
                done.complete(java.util.stream.IntStream.range(0, results.length())
                        .mapToObj(results::get)
                        .toList());
            }
        }

        private Judged judged(final Picture picture) {
            final long begun = System.nanoTime();
            if (begun > deadline) {
                throw Overload.deadline();
            }
            final RgbImage image = decoded(picture);
            final long decoded = System.nanoTime();
            final PictureFeatures features = model.model().features(image);
            final long extracted = System.nanoTime();
            final Prediction prediction = predicted(picture, features);
            final long scored = System.nanoTime();
            final Stages times =
                    new Stages(begun - submitted, decoded - begun, extracted - decoded, scored - extracted);
            pace.accumulateAndGet(scored - begun, Judge::paced);
            metrics.stages(times);
            return new Judged(picture, image, prediction, times);
        }

        private RgbImage decoded(final Picture picture) {
            try {
                check(picture.title(), decoder.size(picture.title(), picture.bytes()));
                return decoder.decode(picture.title(), picture.bytes());
            } catch (final InputException e) {
                throw new ProblemException(ProblemKind.NOT_A_PICTURE, String.valueOf(e.getMessage()));
            }
        }

        /** By the header alone, before anything is decoded. */
        private void check(final String title, final Size size) {
            if (size.pixels() > limits.pixels()) {
                throw new ProblemException(
                        ProblemKind.TOO_MANY_PIXELS,
                        String.format(
                                Locale.ROOT,
                                "%s is %s: %.1f megapixels, above the limit of %.1f; scale it down or cut it into tiles.",
                                title,
                                size,
                                size.pixels() / MEGA,
                                limits.pixels() / MEGA));
            }
            if (inputPixels(model.model(), size) > MAX_INPUT_PIXELS) {
                throw new ProblemException(
                        ProblemKind.TOO_MANY_PIXELS,
                        title + " is " + size + ", too long and narrow for this model; cut it into tiles.");
            }
        }

        private Prediction predicted(final Picture picture, final PictureFeatures features) {
            try {
                return model.model().predict(picture.title(), features);
            } catch (final InputException e) {
                throw new ProblemException(ProblemKind.NOT_A_PICTURE, String.valueOf(e.getMessage()));
            }
        }
    }

    private static long paced(final long before, final long now) {
        return before == 0 ? now : (before * (MEMORY - 1) + now) / MEMORY;
    }

    private static long inputPixels(final Model model, final Size picture) {
        try {
            return model.description().preprocessing().outputSize(picture).pixels();
        } catch (final ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
