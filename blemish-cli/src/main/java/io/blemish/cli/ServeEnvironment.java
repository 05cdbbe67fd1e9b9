package io.blemish.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes options that are not on the command line from the environment, as containers want: {@code --token-file} from
 * {@code BLEMISH_TOKEN_FILE}. An option that may be given several times has one value on each line there.
 */
final class ServeEnvironment implements IDefaultValueProvider {
    private static final String PREFIX = "BLEMISH_";

    private final Map<String, String> environment;

    /** The environment of this process; picocli calls it. */
    ServeEnvironment() {
        this(System.getenv());
    }

    ServeEnvironment(final Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(final ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        final String name = option.longestName().replaceFirst("^--", "");
        final String value = environment.get(PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT));
        return value == null || value.isBlank() ? null : value.strip();
    }
}
