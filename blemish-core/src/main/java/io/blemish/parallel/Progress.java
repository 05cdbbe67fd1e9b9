package io.blemish.parallel;

/** Hears how far a long piece of work is, and can stop it. Called from one thread at a time. */
@FunctionalInterface
public interface Progress {
    /** A listener that hears nothing. */
    Progress SILENT = (stage, done, total) -> {};

    /**
     * Hears how far the work is.
     *
     * @param stage the work that is being done, in words for a person: {@code embedding}, {@code coreset}
     * @param done items finished, in {@code [0, total]}
     * @param total items in all
     * @throws java.util.concurrent.CancellationException to stop the work; whoever does it frees what it holds, leaves no file
     *     behind and lets the exception out
     */
    void report(String stage, long done, long total);

    /**
     * {@return a listener for a part of the work that is not to be shown} It hears nothing. The default cannot stop the work
     * either; the progress of a {@link Cancellation} still can.
     */
    default Progress muted() {
        return SILENT;
    }
}
