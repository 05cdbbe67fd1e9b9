package io.blemish.backbone;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends the runs of networks whose threads are interrupted. A thread in native code notices no interrupt, and a network may take
 * longer than anyone waits, or never end. A thread that sleeps while no network runs looks after those that do.
 */
final class RunningNetworks {
    private static final long LOOK_MILLIS = 200;

    private static final RunningNetworks ALL = new RunningNetworks();

    /** The options of the runs, by their threads. Guarded by this. */
    private final Map<Thread, OrtSession.RunOptions> running = new HashMap<>();

    private boolean watched;

    private RunningNetworks() {}

    /** A run that may end early. */
    @FunctionalInterface
    interface Run<T> {
        T with(OrtSession.RunOptions options) throws OrtException;
    }

    /**
     * Runs a network on the calling thread.
     *
     * @throws OrtException if ONNX Runtime refuses it, or the thread is interrupted
     */
    static <T> T run(final Run<T> run) throws OrtException {
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            ALL.begin(options);
            try {
                return run.with(options);
            } finally {
                ALL.end();
            }
        }
    }

    private synchronized void begin(final OrtSession.RunOptions options) {
        running.put(Thread.currentThread(), options);
        if (!watched) {
            watched = true;
            final Thread watch = new Thread(this::watch, "watch-networks");
            watch.setDaemon(true);
            watch.start();
        }
        notifyAll();
    }

    private synchronized void end() {
        running.remove(Thread.currentThread());
    }

    private synchronized void watch() {
        try {
            while (true) {
                wait(running.isEmpty() ? 0 : LOOK_MILLIS);
                for (final Map.Entry<Thread, OrtSession.RunOptions> run : running.entrySet()) {
                    if (run.getKey().isInterrupted()) {
                        run.getValue().setTerminate(true);
                    }
                }
            }
        } catch (final InterruptedException | OrtException e) {
            // Nobody interrupts it, and setting a flag does not fail; if it does, another run has another watch.
            watched = false;
        }
    }
}
