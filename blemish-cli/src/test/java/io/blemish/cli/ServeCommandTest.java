package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, as far as it does not start a server. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatDoesNotExistIsRefusedAndNotMade() {
        final Path models = folder.resolve("modles");
        final CommandResult result = run("serve", models);
        assertThat(result.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(result.err().lines()).singleElement().asString().contains("There is no folder " + models);
        assertThat(models).doesNotExist();
    }

    @Test
    void optionsThatContradictEachOtherAreWrongUsage() {
        assertWrong("--port must be from 0 to 65535", "--port", "65536");
        assertWrong("--tls-cert and --tls-key go together", "--tls-cert", "cert.pem");
        assertWrong("--max-bytes must be at least 1", "--max-bytes", "0");
        assertWrong("'10 apples' is not a number of bytes", "--keep", "10 apples");
    }

    private void assertWrong(final String sentence, final String... options) {
        final CommandResult result = run("serve", folder, options[0], options[1]);
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err()).contains(sentence);
    }
}
