package io.blemish.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The file of {@code serve --config}: options under their own names, without the hyphens before them. */
final class ConfigFile {
    private final CommandLine serve;
    private final Map<String, String> values = new HashMap<>();

    private ConfigFile(final CommandLine serve) {
        this.serve = serve;
    }

    /**
     * Reads a file.
     *
     * @param file YAML
     * @param serve the command whose options it has
     * @throws ParameterException if it cannot be read, or names an option that the command does not have or that cannot have its value
     */
    static ConfigFile read(final Path file, final CommandLine serve) {
        final ConfigFile config = new ConfigFile(serve);
        try {
            ConfigEntry.read(Files.readString(file)).forEach(config::add);
        } catch (final IOException e) {
            throw new ParameterException(
                    serve,
                    "Configuration file " + file
                            + " cannot be read. Check its name, who may read it, and that it is text" + " in UTF-8.",
                    e);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(serve, "Configuration file " + file + ", " + e.getMessage(), e);
        }
        return config;
    }

    /** The value of an option; if it may be given several times, all its values, divided as on the command line. */
    Optional<String> value(final OptionSpec option) {
        return Optional.ofNullable(values.get(option.longestName()));
    }

    private void add(final ConfigEntry entry) {
        final OptionSpec option = option(entry);
        if (entry.list() && !option.isMultiValue()) {
            throw entry.wrong("takes one value, not a list.");
        }
        tryOut(entry);
        if (values.putIfAbsent(option.longestName(), String.join(option.splitRegex(), entry.values())) != null) {
            throw entry.wrong("is in the file twice.");
        }
    }

    private OptionSpec option(final ConfigEntry entry) {
        final String name = "--" + entry.name();
        return serve.getCommandSpec().options().stream()
                .filter(option -> option.longestName().equals(name) && isForFiles(option))
                .findFirst()
                .orElseThrow(() -> entry.wrong("is no option of serve that a file may have." + similar(name)));
    }

    /** Whether the option belongs to this command alone, and does not name another file. */
    private static boolean isForFiles(final OptionSpec option) {
        return !option.inherited() && !option.hidden() && !option.longestName().equals(ConfigOption.NAME);
    }

    private String similar(final String name) {
        final List<String> names = new UnmatchedArgumentException(serve, List.of(name)).getSuggestions();
        return names.isEmpty()
                ? ""
                : names.stream()
                        .map(one -> one.replaceFirst("^--", ""))
                        .collect(Collectors.joining(" or ", " Do you mean ", "?"));
    }

    /** Has a command line of its own read the values, so that what is wrong is told with the line in which it stands. */
    private static void tryOut(final ConfigEntry entry) {
        final CommandLine trial = Blemish.commandLine("serve");
        Objects.requireNonNull(trial.getSubcommands().get("serve")).setDefaultValueProvider(option -> null);
        for (final String value : entry.values()) {
            try {
                trial.parseArgs("serve", "models", "--" + entry.name() + "=" + value);
            } catch (final ParameterException e) {
                throw entry.wrong("cannot have this value. " + e.getMessage() + ".");
            }
        }
    }
}
