package io.blemish.cli;

import io.blemish.parallel.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a command is on standard error: a bar with rate and time left on a terminal; elsewhere a line when a
 * stage ends, so that logs stay short.
 */
final class ProgressBars implements Progress, AutoCloseable {
    private static final int REFRESH_MILLIS = 250;

    private final PrintWriter err;
    private final boolean terminal;
    private String stage = "";
    private long begun;
    private @Nullable ProgressBar bar;

    ProgressBars(final PrintWriter err) {
        this.err = err;
        // A console whose output is redirected is none for this purpose; the launcher knows and says so.
        this.terminal = "true".equals(System.getProperty("blemish.terminal"));
    }

    @Override
    public void report(final String name, final long done, final long total) {
        if (!name.equals(stage)) {
            close();
            stage = name;
            begun = System.nanoTime();
            bar = terminal ? bar(name, total) : null;
        }
        if (bar != null) {
            bar.stepTo(done);
        }
        if (done == total) {
            end(total);
        }
    }

    private static ProgressBar bar(final String name, final long total) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed()
                .build();
    }

    private void end(final long total) {
        if (bar == null) {
            final Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            err.printf("%s: %,d in %.1f s%n", stage, total, taken.toMillis() / 1000.0);
            err.flush();
        }
        close();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        stage = "";
    }
}
