package io.blemish.cli.terminal;

/** The exit codes of the process. Scripts rely on them. */
public final class ExitCode {
    /** All was done. */
    public static final int DONE = 0;

    /** Some of the input failed; the rest was done. */
    public static final int SOME_FAILED = 1;

    /** The command line was wrong. */
    public static final int WRONG_USAGE = 2;

    /** The command could not run. */
    public static final int COULD_NOT_RUN = 3;

    /** A picture is anomalous, and the caller asked to learn this from the exit code. */
    public static final int ANOMALY = 10;

    /** No picture is anomalous, but a person is to look at one, and the caller asked to learn this from the exit code. */
    public static final int REVIEW = 11;

    /** The pictures no longer look like those that the model learned from. */
    public static final int DRIFT = 12;

    /** The machine, the model or the pictures do not fit together, or an audit log is not what was written. */
    public static final int UNWELL = 13;

    private ExitCode() {}
}
