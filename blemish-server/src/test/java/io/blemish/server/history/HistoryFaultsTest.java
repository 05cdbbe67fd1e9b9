package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite's writes fail at one place after another, because the system does not let them grow: what was answered is
 * recorded, what was refused is not, and the next verdict is recorded as soon as they may grow. A process of its own has the
 * limit, which is Linux's and needs no rights; elsewhere this is skipped.
 */
class HistoryFaultsTest {
    private static final Path LIMITER = Path.of("/usr/bin/prlimit");
    private static final int PAGE = 4096;

    /** The log has a head before each page, so that a write can fail between the two and within the page. */
    private static final int PARTS_OF_A_PAGE = 2;

    private static final int PARTS = 16;

    /** So many verdicts are sent at each limit: enough that the last of them is refused. */
    private static final int VERDICTS = 6;

    @TempDir
    private Path folder;

    private final Set<String> answered = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    @Test
    void noFaultLosesAnAnswerOrRecordsARefusal() throws Exception {
        assumeTrue(Files.isExecutable(LIMITER), "the system has no prlimit");
        final Path database = folder.resolve("history.db");
        final Path arguments = Files.writeString(
                folder.resolve("arguments"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"');
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "@" + arguments,
                        HistoryProcess.class.getName(),
                        database.toString())
                .redirectError(folder.resolve("log").toFile())
                .start();
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = process.getOutputStream()) {
            assertThat(lines.readLine()).isEqualTo("ready " + process.pid());
            assertThat(record(out, lines)).isTrue();
            final Path log = folder.resolve("history.db-wal");
            for (int part = 0; part < PARTS; part++) {
                // The log of what is not yet in the database is the file that grows.
                limit(process, Long.toString(Files.size(log) + (long) part * PAGE / PARTS_OF_A_PAGE));
                for (int i = 0; i < VERDICTS; i++) {
                    record(out, lines);
                }
                limit(process, "unlimited");
                assertThat(record(out, lines)).as("after limit %d", part).isTrue();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        // At each limit some verdicts fail, and one that has room succeeds; behind the first limits, some do below
        // them.
        assertThat(refused).hasSizeGreaterThanOrEqualTo(PARTS);
        assertThat(answered).hasSizeGreaterThan(PARTS + 1);
        try (History history = History.inFile(database)) {
            assertThat(answered).allSatisfy(id -> assertThat(history.find(id)).isPresent());
            assertThat(refused).allSatisfy(id -> assertThat(history.find(id)).isEmpty());
        }
    }

    private boolean record(final OutputStream out, final BufferedReader lines) throws IOException {
        out.write('\n');
        out.flush();
        final String[] answer = lines.readLine().split(" ", 2);
        final boolean recorded = answer[0].equals("answered");
        (recorded ? answered : refused).add(answer[1]);
        return recorded;
    }

    private static void limit(final Process process, final String bytes) throws IOException, InterruptedException {
        final Process limiter = new ProcessBuilder(
                        LIMITER.toString(), "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(limiter.waitFor()).isZero();
    }
}
