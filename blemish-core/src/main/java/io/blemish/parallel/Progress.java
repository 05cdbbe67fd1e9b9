package io.blemish.parallel;

/** Hears how far a long piece of work is. Called from one thread at a time. */
@FunctionalInterface
public interface Progress {
    /** A listener that hears nothing. */
    Progress SILENT = (stage, done, total) -> {};

    /**
     * Says how far the work is.
     *
     * @param stage what is being done, as a person would say it: {@code embedding}, {@code coreset}
     * @param done items finished, in {@code [0, total]}
     * @param total items in all
     */
    void report(String stage, long done, long total);
}
