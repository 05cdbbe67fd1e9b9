package io.blemish.cli.terminal;

import io.blemish.parallel.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how far a command is: on a terminal as a bar with rate and time left; elsewhere as one line when
 * a stage ends, so that logs stay short.
 */
public final class ProgressBars implements Progress, AutoCloseable {
    private static final int REFRESH_MILLIS = 250;

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean terminal;
    private String stage = "";
    private long begun;
    private @Nullable ProgressBar bar;

    ProgressBars(final PrintWriter err, final boolean quiet) {
        this.err = err;
        this.quiet = quiet;
        this.terminal = isTerminal(System.getProperty("blemish.terminal", "false"));
    }

    /**
     * Whether standard error is a terminal. Java cannot tell, so the launcher does: {@code true} or {@code false}; or {@code
     * console} if it cannot tell either, and then standard input and output are asked instead.
     */
    @SuppressWarnings("SystemConsoleNull") // the launcher that says so also asks for the console that may be null
    private static boolean isTerminal(final String told) {
        return told.equals("true") || (told.equals("console") && System.console() != null);
    }

    @Override
    public void report(final String name, final long done, final long total) {
        if (quiet) {
            return;
        }
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
