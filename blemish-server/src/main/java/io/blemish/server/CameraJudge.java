package io.blemish.server;

import io.blemish.image.PngWriter;
import io.blemish.server.camera.Camera;
import io.blemish.server.camera.CameraFrame;
import io.blemish.server.camera.CameraState;
import io.blemish.server.camera.CameraStatus;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Judges frames of a camera, in the one queue in which requests wait, too. A frame that finds no room there is dropped. */
final class CameraJudge {
    /** A name that is also one of a file on every system. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH-mm-ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Camera camera;
    private final ModelName model;
    private final ServerOptions.Limits limits;
    private final ModelFolder models;
    private final PredictionQueue queue;
    private final VerdictRecorder recorder;

    /** One frame at a time is fetched and encoded, because each takes some times its pixels in memory. */
    private final ReentrantLock preparing = new ReentrantLock();

    private final AtomicLong judged = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * A judge.
     *
     * @param camera sends the frames
     * @param model judges them
     */
    CameraJudge(
            final Camera camera,
            final ModelName model,
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final PredictionQueue queue,
            final VerdictRecorder recorder) {
        this.camera = camera;
        this.model = model;
        this.limits = limits;
        this.models = models;
        this.queue = queue;
        this.recorder = recorder;
    }

    Camera camera() {
        return camera;
    }

    ModelName model() {
        return model;
    }

    long judged() {
        return judged.get();
    }

    /** How many frames were to be judged and found no room, or no turn before the deadline. */
    long dropped() {
        return dropped.get();
    }

    /** How many frames were to be judged and could not be. */
    long refused() {
        return refused.get();
    }

    /**
     * Judges the camera's present frame.
     *
     * @throws ProblemException if there is none, or it gets no verdict
     */
    PredictionResponse judgeNow() {
        return judge(() -> camera.newest(0)).orElseThrow(this::noFrame);
    }

    private ProblemException noFrame() {
        final CameraStatus status = camera.status();
        final String reason = status.state() == CameraState.ENDED
                ? " has ended."
                : " sends no frames now (" + status.state().word() + ")."
                        + status.problem().map(problem -> " " + problem).orElse("");
        return new ProblemException(ProblemKind.CONFLICT, "Camera " + camera.name() + reason);
    }

    /**
     * Judges a frame.
     *
     * @throws ProblemException if it gets no verdict
     */
    PredictionResponse judge(final CameraFrame frame) {
        return judge(() -> Optional.of(frame)).orElseThrow(this::noFrame);
    }

    private Optional<PredictionResponse> judge(final Supplier<Optional<CameraFrame>> frames) {
        try {
            final Optional<PredictionResponse> response = predict(frames);
            response.ifPresent(one -> judged.incrementAndGet());
            return response;
        } catch (final ProblemException e) {
            if (e.kind() == ProblemKind.OVERLOADED || e.kind() == ProblemKind.DEADLINE) {
                dropped.incrementAndGet();
            } else if (e.kind() != ProblemKind.STOPPING) {
                refused.incrementAndGet();
            }
            throw e;
        } catch (final RuntimeException | Error e) {
            refused.incrementAndGet();
            throw e;
        }
    }

    private Optional<PredictionResponse> predict(final Supplier<Optional<CameraFrame>> frames) {
        final long received = System.nanoTime();
        // Before a frame is fetched and encoded, which would be work for nothing.
        queue.checkRoom(limits.deadline().toNanos());
        final Optional<SentPicture> picture = prepared(frames);
        if (picture.isEmpty()) {
            return Optional.empty();
        }
        final BorrowedModel borrowed = models.borrow(model).orElseThrow(() -> Parameters.unknownModel(model));
        final List<PredictedPicture> predicted = queue.predict(
                borrowed, List.of(picture.get()), received + limits.deadline().toNanos());
        return Optional.of(
                recorder.record(borrowed, predicted, Optional.empty(), received).get(0));
    }

    private Optional<SentPicture> prepared(final Supplier<Optional<CameraFrame>> frames) {
        try {
            if (!preparing.tryLock(limits.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ProblemException(
                        ProblemKind.DEADLINE, "Other frames of camera " + camera.name() + " were asked for before.");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.STOPPING, "The server is stopping.");
        }
        try {
            return frames.get()
                    .map(frame -> new SentPicture(Optional.of(name(frame.time())), PngWriter.toBytes(frame.image())));
        } finally {
            preparing.unlock();
        }
    }

    private String name(final Instant time) {
        return PictureName.of(camera.name() + "-" + TIME.format(time) + ".png");
    }
}
