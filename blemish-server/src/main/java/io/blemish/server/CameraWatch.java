package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.server.camera.CameraFrame;
import io.blemish.server.history.HistoryException;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the newest frame of a camera judged again and again, one after another. Frames that come between two are passed over, and so
 * are the times at which the one before is still being judged.
 */
final class CameraWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraWatch.class);

    /** A fault that nobody foresaw. */
    private static final String FAULT = "fault";

    private final CameraJudge judge;
    private final long every;
    private final Thread thread;

    /** The kind of fault of the frame before, so that one which lasts is told once. */
    private String told = "";

    private volatile boolean closed;

    /**
     * Begins to watch.
     *
     * @param judge has the frames
     * @param every the time between two of them
     */
    CameraWatch(final CameraJudge judge, final Duration every) {
        this.judge = judge;
        this.every = every.toNanos();
        this.thread = new Thread(this::run, "judge-" + judge.camera().name());
        thread.start();
    }

    private void run() {
        long last = 0;
        long next = System.nanoTime();
        while (!closed) {
            try {
                last = judgeAfter(last);
                final long now = System.nanoTime();
                // Times that have passed are not made up for.
                next = Math.max(next + every, now - (now - next) % every);
                Thread.sleep(Duration.ofNanos(Math.max(0, next - now)).toMillis());
            } catch (final InterruptedException e) {
                // Only close() interrupts this thread.
                closed = true;
            }
        }
    }

    /** Judges the newest frame if it is another than the last one, and tells its number. */
    private long judgeAfter(final long last) {
        try {
            final Optional<CameraFrame> frame = judge.camera().newest(last);
            frame.ifPresent(this::judge);
            return frame.map(CameraFrame::number).orElse(last);
        } catch (final RuntimeException | Error e) {
            // One fault, such as a moment without memory, must not end the watch.
            if (!FAULT.equals(told)) {
                told = FAULT;
                LOG.error(
                        "A frame of camera {} could not be judged.",
                        judge.camera().name(),
                        e);
            }
            return last;
        }
    }

    private void judge(final CameraFrame frame) {
        try {
            judge.judge(frame);
            told = "";
        } catch (final ProblemException e) {
            if (e.kind() != ProblemKind.STOPPING) {
                tell(e.kind().slug(), e.detail());
            }
        } catch (final BlemishException e) {
            tell(e.code().name(), String.valueOf(e.getMessage()));
        } catch (final HistoryException e) {
            tell(HistoryException.class.getSimpleName(), String.valueOf(e.getMessage()));
        }
    }

    /** Sentences name the frame, so that they are all different. */
    private void tell(final String kind, final String sentence) {
        if (!closed && !kind.equals(told)) {
            told = kind;
            LOG.warn("A frame of camera {} has no verdict. {}", judge.camera().name(), sentence);
        }
    }

    /** Gives up the frame that is being judged; nobody waits for its verdict. */
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
