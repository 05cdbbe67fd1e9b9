package io.blemish.cli;

/** What the process's exit code says; scripts rely on these. */
final class ExitCode {
    /** All was done. */
    static final int DONE = 0;
    /** Some input failed; the rest was done. */
    static final int SOME_FAILED = 1;
    /** The command line was wrong. */
    static final int WRONG_USAGE = 2;
    /** The command could not run. */
    static final int COULD_NOT_RUN = 3;
    /** An anomaly was found and the caller wanted to know by the exit code. */
    static final int ANOMALY = 10;

    private ExitCode() {}
}
