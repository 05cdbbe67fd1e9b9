package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --whole-graph}: a model that judges as one graph, by command line. */
class WholeGraphOptionTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() throws IOException {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.GEAR, 64, 4, 1, 1);
    }

    private static Path fit(final String name, final String... options) {
        final Path model = folder.resolve(name + ".blemish");
        final List<Object> words = new ArrayList<>(List.of("fit", data, "-o", model));
        words.addAll(List.of(options));
        final CommandResult fit = run(words.toArray());
        assertThat(fit.code()).as(fit.err()).isZero();
        return model;
    }

    @Test
    void verdictsAreThoseOfTheModelAndItsCheckHolds() {
        final Path model = fit("whole", "--image-size", "64");
        final CommandResult without = run("predict", model, data.resolve("test"));
        final CommandResult with = run("predict", model, data.resolve("test"), "--whole-graph");
        assertThat(with.code()).as(with.err()).isZero();
        assertThat(verdicts(with)).isNotEmpty().isEqualTo(verdicts(without));
        final CommandResult doctor = run("doctor", model, "--whole-graph");
        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
    }

    private static List<String> verdicts(final CommandResult result) {
        return result.out()
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    @Test
    void whatCannotBeAGraphIsRefusedWithTheWayOut() {
        final Path model = fit("tiles", "--tile", "64", "--overlap", "16");
        final CommandResult refused = run("predict", model, data.resolve("test"), "--whole-graph");
        assertThat(refused.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(refused.err())
                .contains("cuts pictures into tiles", "Without --whole-graph the model judges as it is.")
                .doesNotContain("Exception");
    }

    @Test
    void withoutAModelTheOptionIsRefused() {
        final CommandResult refused = run("doctor", "--whole-graph");
        assertThat(refused.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(refused.err()).contains("--whole-graph is about a model");
    }
}
