package io.blemish.cli;

import io.blemish.cli.option.ByteCount;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.server.ServerOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code serve} keeps, and where. */
@OptionGroup("History")
final class KeepingOptions {
    @Common
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder for verdicts, pictures and the versions of models (default: .server in the models'"
                            + " folder).")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql://HOST/DATABASE?user=USER keeps verdicts in PostgreSQL (default: a file in"
                    + " --data).")
    private @Nullable String database;

    @Common
    @Option(
            names = "--keep",
            paramLabel = "BYTES",
            converter = ByteCount.Converter.class,
            description =
                    "How much room pictures and maps may take; the oldest are deleted first. Verdicts are kept for good"
                            + " (default: ${DEFAULT-VALUE}).")
    private ByteCount keep = new ByteCount(10_000_000_000L);

    /** What the options say, for the models of a folder. */
    ServerOptions.Storage storage(final Path models) {
        return new ServerOptions.Storage(
                data == null ? models.resolve(".server") : data, Optional.ofNullable(database), keep.bytes());
    }
}
