package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that {@code serve} takes options from; {@link ServeDefaults} reads it. */
@OptionGroup("Configuration")
final class ConfigOption {
    static final String NAME = "--config";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description =
                    "Takes options from this YAML file: 'port: 8080' stands for --port 8080. What is on the command line"
                            + " or in the environment counts more.")
    @SuppressWarnings("UnusedVariable") // picocli keeps it for ServeDefaults
    private @Nullable Path file;
}
