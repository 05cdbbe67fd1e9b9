package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify}. */
class AuditCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aLogIsVerifiedByItsFolderOrFile() throws IOException {
        final String last;
        try (AuditLog log = AuditLog.open(folder, InstantSource.system())) {
            log.record("kim", Action.SIGN_IN, "127.0.0.1", Optional.empty(), Optional.empty());
            log.record("kim", Action.LABEL, "a verdict", Optional.of("right"), Optional.of("wrong"));
            last = log.lastHash();
        }
        final Path file = folder.resolve("audit.jsonl");
        final CommandResult whole = run("audit", "verify", folder);
        assertThat(whole.code()).as(whole.err()).isEqualTo(ExitCode.DONE);
        assertThat(whole.out()).contains("2 entries are what the server wrote").contains(last);
        assertThat(run("audit", "verify", file, "--last", last).code()).isEqualTo(ExitCode.DONE);

        final String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf('\n') + 1));
        assertThat(run("audit", "verify", file).code()).isEqualTo(ExitCode.DONE);
        final CommandResult cut = run("audit", "verify", file, "--last", last);
        assertThat(cut.code()).isEqualTo(ExitCode.UNWELL);
        assertThat(cut.err()).contains("No entry has the hash that was kept");

        Files.writeString(file, text.replace("right", "wrong"));
        final CommandResult changed = run("audit", "verify", file);
        assertThat(changed.code()).isEqualTo(ExitCode.UNWELL);
        assertThat(changed.err().lines()).singleElement().asString().contains("Entry 2 was changed");
        assertThat(run("audit", "verify", folder.resolve("none")).code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run("audit").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }
}
