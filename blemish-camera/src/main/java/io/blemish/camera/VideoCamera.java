package io.blemish.camera;

import io.blemish.BlemishException;
import io.blemish.image.Size;
import io.blemish.server.camera.Camera;
import io.blemish.server.camera.CameraFrame;
import io.blemish.server.camera.CameraState;
import io.blemish.server.camera.CameraStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera that FFmpeg reads, in a process of its own. If that ends, or no frame comes for a while, another one is started, after a wait
 * that grows from half a second to half a minute.
 */
public final class VideoCamera implements Camera {
    private static final Logger LOG = LoggerFactory.getLogger(VideoCamera.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Time for connecting, for the size of the frames and for the first that needs no other, however short the time is after which it counts as lost. */
    private static final Duration FIRST_FRAME = Duration.ofSeconds(10);

    /** FFmpeg gives up by itself before it is ended, because then it can tell why. */
    private static final double FFMPEG_GIVES_UP = 0.8;

    private final CameraSettings settings;

    private volatile CameraStatus status = CameraStatus.CONNECTING;
    private volatile boolean closed;

    /** The process that reads now. */
    private volatile @Nullable ReaderProcess reader;

    /** How many frames the processes before it have decoded. */
    private volatile long before;

    private @Nullable Thread thread;

    /**
     * A camera; nothing is read yet.
     *
     * @param settings its name, its address and when it counts as lost
     * @throws BlemishException if FFmpeg is not there for this system
     */
    public VideoCamera(final CameraSettings settings) {
        Natives.require();
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void open(final Path folder, final long maxPixels) {
        final ReaderOrder order =
                new ReaderOrder(settings.address().source(), settings.address().target(), maxPixels, (int)
                        Math.min(Integer.MAX_VALUE, patience().toMillis() * FFMPEG_GIVES_UP));
        final Thread started = new Thread(() -> run(order, folder), "camera-" + name());
        thread = started;
        started.start();
    }

    private Duration patience() {
        return settings.lost().compareTo(FIRST_FRAME) > 0 ? settings.lost() : FIRST_FRAME;
    }

    private void run(final ReaderOrder order, final Path folder) {
        Duration wait = SHORTEST_WAIT;
        try {
            while (!closed && status.state() != CameraState.ENDED) {
                final long begin = System.nanoTime();
                read(order, folder);
                if (status.state() == CameraState.ENDED) {
                    return;
                }
                // A process that lives shortly is started less and less often, also if it sends a frame.
                final boolean lasted = System.nanoTime() - begin
                        > settings.lost().plus(LONGEST_WAIT).toNanos();
                wait = lasted ? SHORTEST_WAIT : wait;
                Thread.sleep(wait.toMillis());
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        } catch (final InterruptedException e) {
            // Only close() interrupts this thread.
            closed = true;
        }
    }

    /** Reads with one process until that does not go on. */
    private void read(final ReaderOrder order, final Path folder) throws InterruptedException {
        try (ReaderProcess process = ReaderProcess.start(order, folder)) {
            reader = process;
            while (!closed && look(process.status())) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (final IOException e) {
            lose("The process that reads it ended.");
            LOG.debug("Camera {}", name(), e);
        } catch (final RuntimeException | Error e) {
            // The next process may do better, and a camera that is not read must not be called live.
            LOG.error("Camera {} could not be read.", name(), e);
            lose("The server failed at reading it; its log says why.");
        } finally {
            reader = null;
            before = status.seen();
        }
    }

    /** Takes over what a process says, and tells whether it goes on. */
    private boolean look(final ReaderStatus now) {
        final Duration limit = now.frames() > 0 ? settings.lost() : patience();
        final boolean late = now.age() > limit.toNanos();
        if (now.frames() > 0) {
            status = new CameraStatus(
                    status.state(),
                    Optional.of(Instant.now().minusNanos(now.age())),
                    Optional.of(new Size(now.width(), now.height())),
                    before + now.frames(),
                    status.problem());
        }
        return switch (now.phase()) {
            case ENDED -> {
                enter(CameraState.ENDED, Optional.empty());
                yield false;
            }
            case FAILED -> {
                lose("FFmpeg says: " + now.problem() + ".");
                yield false;
            }
            case READING -> {
                if (late) {
                    lose("No frame came for " + limit.toMillis() + " ms.");
                } else if (now.frames() > 0) {
                    enter(CameraState.LIVE, Optional.empty());
                }
                yield !late;
            }
        };
    }

    private void lose(final String problem) {
        if (!closed) {
            enter(CameraState.LOST, Optional.of(problem));
        }
    }

    private void enter(final CameraState state, final Optional<String> problem) {
        final CameraState was = status.state();
        status = new CameraStatus(state, status.lastFrame(), status.size(), status.seen(), problem);
        if (was != state) {
            switch (state) {
                case LIVE ->
                    LOG.info(
                            "Camera {} at {} is live, with {} pixels.",
                            name(),
                            settings.address(),
                            status.size().map(Size::toString).orElse(""));
                case LOST ->
                    LOG.warn(
                            "Camera {} at {} is lost, and tried again: {}",
                            name(),
                            settings.address(),
                            problem.orElse(""));
                case ENDED -> LOG.info("Camera {}: the video {} has ended.", name(), settings.address());
                case CONNECTING -> LOG.info("Camera {} at {} is connected.", name(), settings.address());
            }
        }
    }

    @Override
    public CameraStatus status() {
        return status;
    }

    @Override
    public Optional<CameraFrame> newest(final long after) {
        final ReaderProcess process = reader;
        final long base = before;
        if (process == null || status.state() != CameraState.LIVE) {
            return Optional.empty();
        }
        try {
            return process.frame(Math.max(0, after - base))
                    .map(frame -> new CameraFrame(base + frame.number(), frame.time(), frame.image()));
        } catch (final IOException e) {
            // The thread of this camera sees it, too, and tells it.
            return Optional.empty();
        }
    }

    /** The process that reads now, for tests that end it. */
    Optional<ProcessHandle> process() {
        return Optional.ofNullable(reader).map(ReaderProcess::handle);
    }

    @Override
    public void close() {
        closed = true;
        final Thread started = thread;
        if (started != null) {
            started.interrupt();
            Optional.ofNullable(reader).ifPresent(ReaderProcess::close);
            try {
                started.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
