package io.blemish.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes options of {@code serve} that are not on the command line from the environment, as containers want ({@code --token-file} from
 * {@code BLEMISH_TOKEN_FILE}), and those that are not there either from the file of {@code --config}. An option that may be given several
 * times has one value on each line of its variable.
 */
final class ServeDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "BLEMISH_";

    private final Map<String, String> environment;

    /** What was read, because picocli asks for each option by itself. */
    private final Map<Path, ConfigFile> files = new HashMap<>();

    /** The environment of this process; picocli calls it. */
    ServeDefaults() {
        this(System.getenv());
    }

    ServeDefaults(final Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(final ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        return variable(option)
                .or(() -> file(option.command()).flatMap(file -> file.value(option)))
                .orElse(null);
    }

    private Optional<String> variable(final OptionSpec option) {
        final String name = option.longestName().replaceFirst("^--", "");
        return Optional.ofNullable(
                        environment.get(PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** The file of the command line if it names one, else that of the environment. picocli asks after it has read the command line. */
    private Optional<ConfigFile> file(final CommandSpec command) {
        final OptionSpec option = Objects.requireNonNull(command.findOption(ConfigOption.NAME));
        final Optional<Path> given = Optional.ofNullable(option.getValue());
        return given.or(() -> variable(option).map(Path::of))
                .map(path -> files.computeIfAbsent(path, file -> ConfigFile.read(file, command.commandLine())));
    }
}
