package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --precision}. */
@Tag("long")
class PrecisionCommandsTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.TILE, 64, 8, 2, 1);
    }

    @Test
    void anIntegerModelIsFittedShownEvaluatedAndAsked() throws IOException {
        final Path model = folder.resolve("int8.blemish");
        final Path again = folder.resolve("again.blemish");
        final Path floats = folder.resolve("float32.blemish");
        final CommandResult fitted = run("fit", data, "-o", model, "--image-size", "64", "--precision", "int8");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("integers: 8");
        assertThat(run("fit", data, "-o", again, "--image-size", "64", "--precision", "int8", "--threads", "1")
                        .code())
                .isZero();
        assertThat(Files.mismatch(model, again)).isEqualTo(-1);
        assertThat(run("fit", data, "-o", floats, "--image-size", "64").code()).isZero();
        assertThat(Files.size(model)).isLessThan(Files.size(floats));
        assertThat(run("info", model).out()).contains("int8");
        assertThat(run("info", floats).out()).doesNotContain("int8");
        assertThat(run("evaluate", model, data).code()).isZero();
        assertThat(run("predict", model, data.resolve("test/good")).code()).isZero();
    }

    @Test
    void aNetworkThatIsChangedHasToBeInTheModel() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult fitted = run("fit", data, "-o", model, "--precision", "int8", "--no-embed-backbone");
        assertThat(fitted.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(fitted.err()).contains("--no-embed-backbone");
        assertThat(model).doesNotExist();
        final CommandResult tokens = run("fit", data, "-o", model, "--leading-tokens", "1", "--no-embed-backbone");
        assertThat(tokens.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(tokens.err()).contains("--leading-tokens changes the network, which the model must then contain");
        final CommandResult unknown = run("fit", data, "-o", model, "--precision", "int4");
        assertThat(unknown.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(unknown.err()).contains("float32, bfloat16 or int8");
    }
}
