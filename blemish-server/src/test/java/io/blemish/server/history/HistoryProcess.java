package io.blemish.server.history;

import io.blemish.prediction.Region;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A history in a process of its own: for each line that it is sent it records a verdict, and prints whether that is recorded. */
final class HistoryProcess {
    /** A verdict takes pages of the database, so that few of them reach the limit. */
    private static final int REGIONS = 100;

    private HistoryProcess() {}

    public static void main(final String[] arguments) throws IOException {
        final VerdictIds ids = new VerdictIds(Clock.systemUTC());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                History history = History.inFile(Path.of(arguments[0]))) {
            System.out.println("ready " + ProcessHandle.current().pid());
            while (lines.readLine() != null) {
                final String id = ids.next();
                try {
                    history.record(List.of(verdict(id)));
                    System.out.println("answered " + id);
                } catch (final HistoryException e) {
                    System.out.println("refused " + id);
                }
            }
        }
    }

    private static Verdict verdict(final String id) {
        return new Verdict(
                id,
                "plate",
                "0123456789ab",
                Optional.empty(),
                1,
                2,
                Optional.empty(),
                3,
                false,
                64,
                64,
                Collections.nCopies(REGIONS, new Region(1, 2, 3, 4, 5, 6.5f, 7, 8)),
                "00".repeat(32),
                Optional.empty(),
                Optional.empty());
    }
}
