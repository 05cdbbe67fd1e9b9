package io.blemish.cli;

import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.server.audit.AuditCheck;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish audit}. */
@Command(name = "audit", description = "Checks the log in which a server notes who did what.")
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: verify.");
    }

    @Command(name = "verify", description = "Checks that no entry of an audit log was changed, removed or inserted.")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The file audit.jsonl, or the data folder of a server.")
                    final Path place,
            @Option(
                            names = "--last",
                            paramLabel = "HASH",
                            description =
                                    "The last hash of an earlier check, kept elsewhere. With it the check also finds that"
                                            + " the last entries were removed.")
                    final @Nullable String last) {
        final AuditCheck check = AuditCheck.of(place, Optional.ofNullable(last));
        final Console console = Console.of(spec);
        if (check.fault().isPresent()) {
            console.fail(check.fault().get());
            return ExitCode.UNWELL;
        }
        console.out()
                .printf(
                        "%d %s what the server wrote. Keep the last hash elsewhere:%n%s%n",
                        check.entries(), check.entries() == 1 ? "entry is" : "entries are", check.lastHash());
        return ExitCode.DONE;
    }
}
