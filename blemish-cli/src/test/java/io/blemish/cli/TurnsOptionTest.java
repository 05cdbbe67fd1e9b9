package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fit --turns}: from one good picture to a verdict. */
class TurnsOptionTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() throws IOException {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.GEAR, 64, 2, 1, 1);
        Files.delete(data.resolve("train/good/001.png"));
    }

    @Test
    void onePictureIsEnoughIfItIsTurned() {
        final Path model = folder.resolve("one.blemish");
        final CommandResult refused = fit(model);
        assertThat(refused.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(refused.err()).contains("too few good pictures").doesNotContain("Exception");
        assertThat(model).doesNotExist();

        final CommandResult fit = fit(model, "--turns", "4");
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.err()).contains("each with 3 turned copies");
        assertThat(fit.out()).contains("Too few pictures", "one good picture promises nothing");
        assertThat(run("info", model).out()).contains("1 pictures, each with 3 turned copies", "4 turned pictures'");
        assertThat(run("predict", model, data.resolve("test/good/000.png"), "--json")
                        .out())
                .contains("\"score\":");
        final Path evaluation = folder.resolve("evaluation");
        assertThat(run("evaluate", model, data, "-o", evaluation).code()).isZero();
        assertThat(evaluation.resolve("report.html")).content().contains("each with 3 turned copies");
        final CommandResult doctor = run("doctor", model);
        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
        final CommandResult drift = run("drift", model, data.resolve("test/good"));
        assertThat(drift.err()).contains("fitted to one picture").doesNotContain("Exception");
    }

    @Test
    void whatItDoesNotGoWithIsRefused() {
        refused("turns must be from 2 to 36, not 1", "--turns", "1");
        refused("turns must be from 2 to 36, not 37", "--turns", "37", "--tune");
        refused("Method padim cannot learn from turned copies", "--turns", "4", "--method", "padim");
        refused("neither cut into tiles nor", "--turns", "4", "--align");
        refused("Tune without --turns", "--turns", "4", "--tune");
    }

    private static void refused(final String reason, final String... options) {
        final Path model = folder.resolve("never.blemish");
        final CommandResult result = fit(model, options);
        assertThat(result.code()).isIn(CommandLine.ExitCode.USAGE, ExitCode.COULD_NOT_RUN);
        assertThat(result.err()).contains(reason).doesNotContain("Exception");
        assertThat(model).doesNotExist();
    }

    private static CommandResult fit(final Path model, final String... options) {
        final List<Object> words = new ArrayList<>(List.of("fit", data, "-o", model, "--image-size", "64"));
        words.addAll(List.of(options));
        return run(words.toArray());
    }
}
