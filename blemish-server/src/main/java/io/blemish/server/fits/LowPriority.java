package io.blemish.server.fits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a command with a low priority for processors and disk, where the system has programs for that. It is not the lowest: a fit
 * beside a line that never rests still ends.
 */
final class LowPriority {
    /** Beside one other busy thread on a processor of Linux this gets a quarter of the time. */
    private static final int NICENESS = 5;

    /** The lowest of the class "best effort". */
    private static final List<String> DISK = List.of("-c", "2", "-n", "7");

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final Path IONICE = Path.of("/usr/bin/ionice");

    private LowPriority() {}

    static List<String> of(final List<String> command) {
        final List<String> all = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            all.addAll(List.of(NICE.toString(), "-n", String.valueOf(NICENESS)));
        }
        if (Files.isExecutable(IONICE)) {
            all.add(IONICE.toString());
            all.addAll(DISK);
        }
        all.addAll(command);
        return all;
    }
}
