package io.blemish.search.ivfpq;

import io.blemish.parallel.Progress;

/** The progress of a stage of which any thread may finish steps. */
final class Steps {
    private final Progress progress;
    private final String stage;
    private final int total;
    private int done;

    Steps(final Progress progress, final String stage, final int total) {
        this.progress = progress;
        this.stage = stage;
        this.total = total;
    }

    /** Reports that more steps are done. */
    synchronized void add(final int count) {
        done += count;
        progress.report(stage, done, total);
    }

    /** Reports that no more steps are needed. */
    synchronized void finish() {
        if (done < total) {
            add(total - done);
        }
    }
}
