package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code serve --config}. */
class ConfigFileTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    @TempDir
    private Path folder;

    @Test
    void theExampleOfTheDocsIsUnderstood() throws IOException {
        final Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/server.md")));
        assertThat(example.find()).isTrue();
        final CommandSpec serve = parsed(example.group(1), Map.of());
        assertThat(value(serve, "--port")).isEqualTo("8443");
        assertThat(value(serve, "--keep")).isEqualTo("50GB");
        assertThat(value(serve, "--watch")).isEqualTo("[/camera/1=part, /camera/2=lid]");
        assertThat(value(serve, "--watch-leave")).isEqualTo("true");
        assertThat(value(serve, "--webhook-verdicts")).isEqualTo("[DEFECT, REVIEW]");
        assertThat(value(serve, "--queue")).isEqualTo("64");
    }

    @Test
    void whatIsNearerToTheUserCountsMore() throws IOException {
        final String yaml = "{port: 1, queue: 2, deadline: 3, memory-arena: false}";
        final CommandSpec serve = parsed(yaml, Map.of("BLEMISH_PORT", "10", "BLEMISH_QUEUE", "20"), "--port", "100");
        assertThat(value(serve, "--port")).isEqualTo("100");
        assertThat(value(serve, "--queue")).isEqualTo("20");
        assertThat(value(serve, "--deadline")).isEqualTo("3");
        assertThat(value(serve, "--memory-arena")).isEqualTo("false");
    }

    @Test
    void theEnvironmentMayNameTheFile() throws IOException {
        final Path file = Files.writeString(folder.resolve("serve.yaml"), "port: 1");
        final CommandLine commandLine = commandLine(Map.of("BLEMISH_CONFIG", file.toString()));
        commandLine.parseArgs("serve", folder.toString());
        assertThat(value(serve(commandLine), "--port")).isEqualTo("1");
    }

    @Test
    void whatCannotBeUsedIsToldInASentenceWithItsLine() throws IOException {
        assertWrong(
                "queue: 1\ntokens-file: t",
                ", line 2: 'tokens-file' is no option of serve that a file may have. Do you mean token-file");
        assertWrong("help: true", ", line 1: 'help' is no option of serve that a file may have.");
        assertWrong("config: other.yaml", ", line 1: 'config' is no option of serve that a file may have.");
        assertWrong(
                "# the port\nport: http",
                ", line 2: 'port' cannot have this value. Invalid value for option '--port': 'http' is not an int.");
        assertWrong(
                "keep: 10 apples", ", line 1: 'keep' cannot have this value.", "'10 apples' is not a number of bytes");
        assertWrong("watch-leave: perhaps", ", line 1: 'watch-leave' cannot have this value.", "'perhaps'");
        assertWrong("webhook-verdicts: [defect, odd]", ", line 1: 'webhook-verdicts' cannot have this value.", "'odd'");
        assertWrong("port: [1, 2]", ", line 1: 'port' takes one value, not a list.");
        assertWrong("watch:\n  /camera/1: part", ", line 2: 'watch' needs a value, or a list of values.");
        assertWrong("watch:\n- a=part\n- [b=lid]", ", line 3: 'watch' needs a value, or a list of values.");
        assertWrong("port:\nqueue: 1", "line 1: 'port' needs a value, or a list of values.");
        assertWrong("port: 1\nqueue: 1\nport: 2", ", line 3: 'port' is in the file twice.");
        assertWrong("- port: 1", ", line 1: This is not OPTION: VALUE, as in port: 8080.");
        assertWrong("port: 1\nqueue: [1", ", line 2: This is not YAML (");
    }

    private void assertWrong(final String yaml, final String... parts) throws IOException {
        final Path file = Files.writeString(folder.resolve("serve.yaml"), yaml);
        final CommandResult result = CommandResult.run("serve", folder, "--config", file);
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err().lines().findFirst().orElseThrow())
                .startsWith("blemish: Configuration file " + file + ", line ")
                .contains(parts);
    }

    @Test
    void aFileThatCannotBeReadIsToldInASentence() throws IOException {
        final Path missing = folder.resolve("missing.yaml");
        assertThat(CommandResult.run("serve", folder, "--config", missing).err())
                .startsWith("blemish: Configuration file " + missing + " cannot be read.");
        final Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, (byte) 0xff});
        assertThat(CommandResult.run("serve", folder, "--config", bytes).err())
                .startsWith("blemish: Configuration file " + bytes + " cannot be read.");
    }

    @Test
    void everyOptionWithSeveralValuesSaysHowTheyAreDivided() {
        assertThat(serve(Blemish.commandLine("serve")).options())
                .filteredOn(OptionSpec::isMultiValue)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.splitRegex()).isIn(",", "\n"));
    }

    private CommandSpec parsed(final String yaml, final Map<String, String> environment, final String... options)
            throws IOException {
        final Path file = Files.writeString(folder.resolve("serve.yaml"), yaml);
        final CommandLine commandLine = commandLine(environment);
        final List<String> words = new ArrayList<>(List.of("serve", folder.toString(), "--config", file.toString()));
        words.addAll(List.of(options));
        commandLine.parseArgs(words.toArray(String[]::new));
        return serve(commandLine);
    }

    private static CommandLine commandLine(final Map<String, String> environment) {
        final CommandLine commandLine = Blemish.commandLine("serve");
        commandLine
                .getSubcommands()
                .values()
                .forEach(serve -> serve.setDefaultValueProvider(new ServeDefaults(environment)));
        return commandLine;
    }

    private static CommandSpec serve(final CommandLine commandLine) {
        return Objects.requireNonNull(commandLine.getSubcommands().get("serve")).getCommandSpec();
    }

    private static String value(final CommandSpec serve, final String option) {
        final Object value = serve.findOption(option).getValue();
        return String.valueOf(value);
    }
}
