package io.blemish.parallel;

import java.util.concurrent.CancellationException;

/** Stops a long piece of work from another thread: give its {@link #progress} to the work and call {@link #cancel}. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** A cancellation that has not happened yet. */
    public Cancellation() {
        // Nothing to prepare; a public class of a module states its constructor.
    }

    /** Stops the work at its next report of progress. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * {@return progress that stops the work once it is cancelled}
     *
     * @param listener hears how far the work is until then
     */
    public Progress progress(final Progress listener) {
        return new Progress() {
            @Override
            public void report(final String stage, final long done, final long total) {
                stopIfCancelled();
                listener.report(stage, done, total);
            }

            @Override
            public Progress muted() {
                return (stage, done, total) -> stopIfCancelled();
            }
        };
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new CancellationException("the work was cancelled");
        }
    }
}
