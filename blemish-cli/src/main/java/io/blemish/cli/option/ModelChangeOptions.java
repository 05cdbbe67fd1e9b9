package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes a model that it changes, and what the file remembers of the change. */
@OptionGroup("Output")
public final class ModelChangeOptions {
    @Common
    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, which the model file keeps.")
    private @Nullable String why;

    @Common
    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            description = "The model file to write (default: the same file).")
    private @Nullable Path output;

    /** Whether one of the options was given. */
    public boolean given() {
        return why != null || output != null;
    }

    /**
     * The file to write.
     *
     * @param model the file that is changed
     */
    public Path target(final Path model) {
        return output == null ? model : output;
    }

    /** Who makes the change. */
    public String who() {
        return System.getProperty("user.name", "unknown");
    }

    /** The reason, if one was given. */
    public Optional<String> why() {
        return Optional.ofNullable(why);
    }

    /** The time of the change, to the second. */
    public Instant time() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
