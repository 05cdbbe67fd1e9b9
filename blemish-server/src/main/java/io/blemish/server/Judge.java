package io.blemish.server;

import io.blemish.InputException;
import io.blemish.backbone.Extraction;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Judges pictures, as many at once as there are processors, each on one thread: on processors that is the fastest, and
 * running several through the network as one batch gains nothing (ARCHITECTURE.md). What arrives together is spread over
 * them. Other devices want batches: there, pictures that wait for the same model go through the network together, whoever
 * sent them, and none waits for a batch to fill. Beyond what may wait, pictures are refused at once; so are those whose turn, at the pace of the last ones, would
 * come after their deadline: taking them on would keep others from being in time and help nobody.
 */
final class Judge implements AutoCloseable {
    private static final double MEGA = 1e6;

    /** How many pictures the pace is remembered over, about. */
    private static final int MEMORY = 16;

    /** A network's input above this would need gigabytes for its feature maps. */
    private static final long MAX_INPUT_PIXELS = 4_000_000;

    private final ServerOptions.Limits limits;
    private final ImageDecoder decoder;
    private final Semaphore places;
    private final ThreadPoolExecutor workers;
    private final int batch;
    private final Metrics metrics;

    /** The longest first; whoever reads or changes it holds its lock. */
    private final Deque<Turn> waiting = new ArrayDeque<>();

    /** Nanoseconds that a picture takes a thread, the newest weighing most; 0 before the first. */
    private final AtomicLong pace = new AtomicLong();

    /**
     * A judge.
     *
     * @param limits of what it takes
     * @param batch how many pictures may go through the network together
     * @param metrics is told of all
     */
    Judge(final ServerOptions.Limits limits, final int batch, final Metrics metrics) {
        this.limits = limits;
        this.batch = batch;
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
        metrics.queue(this::length, limits.queue());
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
     * @param network until there were features, of all that went through it together
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
        final Request request = new Request(model, pictures, deadline);
        synchronized (waiting) {
            IntStream.range(0, pictures.size()).forEach(index -> waiting.add(new Turn(request, index)));
        }
        pictures.forEach(picture -> workers.execute(this::work));
        return request.await();
    }

    private int length() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    /** One picture of a request. */
    private record Turn(Request request, int index) {
        Model model() {
            return request.model();
        }

        Picture picture() {
            return request.picture(index);
        }
    }

    /** A turn whose picture was decoded, and when that began and ended. */
    private record Decoded(Turn turn, RgbImage image, long begun, long ended) {}

    /** The picture that has waited longest and, up to a batch, the next ones that wait for the same model. */
    private List<Turn> next() {
        final List<Turn> turns = new ArrayList<>();
        synchronized (waiting) {
            final Iterator<Turn> all = waiting.iterator();
            while (all.hasNext() && turns.size() < batch) {
                final Turn turn = all.next();
                if (turns.isEmpty() || turn.model() == turns.get(0).model()) {
                    turns.add(turn);
                    all.remove();
                }
            }
        }
        return turns;
    }

    /** Judges what is next; nothing where the batches of others left nothing. */
    private void work() {
        final List<Turn> turns = next();
        try {
            final List<Decoded> decoded = new ArrayList<>();
            turns.forEach(turn -> turn.request().attempt(() -> decoded.add(decoded(turn))));
            if (!decoded.isEmpty()) {
                judge(decoded);
            }
        } finally {
            turns.forEach(turn -> {
                places.release();
                turn.request().settle();
            });
        }
    }

    /** Pictures for the same model. */
    private void judge(final List<Decoded> pictures) {
        final Model model = pictures.get(0).turn().model();
        final long begun = System.nanoTime();
        final List<Extraction> extractions;
        try {
            extractions = model.features(pictures.stream().map(Decoded::image).toList());
        } catch (final RuntimeException | Error e) {
            pictures.forEach(picture -> picture.turn().request().attempt(() -> {
                throw e;
            }));
            return;
        }
        final long network = System.nanoTime() - begun;
        metrics.batch(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            final Decoded picture = pictures.get(i);
            final Extraction extraction = extractions.get(i);
            picture.turn().request().attempt(() -> score(picture, extraction, network, pictures.size()));
        }
    }

    private void score(final Decoded decoded, final Extraction extraction, final long network, final int together) {
        final Turn turn = decoded.turn();
        final long begun = System.nanoTime();
        final Prediction prediction = predicted(turn, extraction);
        final long scored = System.nanoTime() - begun;
        final long decoding = decoded.ended() - decoded.begun();
        final Stages times = new Stages(decoded.begun() - turn.request().submitted(), decoding, network, scored);
        pace.accumulateAndGet(decoding + network / together + scored, Judge::paced);
        metrics.stages(times);
        turn.request().judged(turn.index(), new Judged(turn.picture(), decoded.image(), prediction, times));
    }

    private Decoded decoded(final Turn turn) {
        final long begun = System.nanoTime();
        if (turn.request().late(begun)) {
            throw Overload.deadline();
        }
        final Picture picture = turn.picture();
        try {
            check(turn.model(), picture.title(), decoder.size(picture.title(), picture.bytes()));
            final RgbImage image = decoder.decode(picture.title(), picture.bytes());
            return new Decoded(turn, image, begun, System.nanoTime());
        } catch (final InputException e) {
            throw new ProblemException(ProblemKind.NOT_A_PICTURE, String.valueOf(e.getMessage()));
        }
    }

    /** By the header alone, before anything is decoded. */
    private void check(final Model model, final String title, final Size size) {
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
        if (inputPixels(model, size) > MAX_INPUT_PIXELS) {
            throw new ProblemException(
                    ProblemKind.TOO_MANY_PIXELS,
                    title + " is " + size + ", too long and narrow for this model; cut it into tiles.");
        }
    }

    private static Prediction predicted(final Turn turn, final Extraction extraction) {
        try {
            return turn.model().predict(turn.picture().title(), extraction.orElseThrow());
        } catch (final InputException e) {
            throw new ProblemException(ProblemKind.NOT_A_PICTURE, String.valueOf(e.getMessage()));
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
