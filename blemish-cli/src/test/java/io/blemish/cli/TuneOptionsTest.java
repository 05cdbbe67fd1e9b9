package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import io.blemish.model.Model;
import io.blemish.model.TuningRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fit --tune} and {@code --tune-with}. */
class TuneOptionsTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.TILE, 64, 12, 1, 1);
    }

    @Test
    void whatWasTriedIsToldAndLiesInTheModelAndInTheReport() throws IOException {
        final Path model = folder.resolve("tuned.blemish");
        final CommandResult fit = fit(model, "--tune", "1s", "--tune-with", data.resolve("test"));
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.err()).contains("as it is: AUROC ", "method patchcore: ");
        assertThat(fit.out()).contains("Tuning compared ", "by 12 good pictures and 6 pictures of defects: ");
        assertThat(fit.err()).doesNotContain("pixels: ").doesNotContain("  layers ");
        assertThat(run("info", model).out()).contains("tuned        Tuning compared ");
        try (Model opened = Model.open(model)) {
            final TuningRecord record = opened.description().tuning().orElseThrow();
            assertThat(record.trials())
                    .allMatch(trial ->
                            trial.result().isPresent() != trial.reason().isPresent());
        }
        final Path evaluation = folder.resolve("evaluation");
        assertThat(run("evaluate", model, data, "-o", evaluation).code()).isZero();
        assertThat(Files.readString(evaluation.resolve("report.html")))
                .contains("What was tried before the fit", "method patchcore");
        assertThat(run("threshold", model, "--max-false-alarms", "0.1").code()).isZero();
        assertThat(run("info", model).out()).contains("tuned        Tuning compared ");
    }

    @Test
    void whatTuningCannotUseIsRefusedInASentence() throws IOException {
        final CommandResult time = fit(folder.resolve("never.blemish"), "--tune", "soon");
        assertThat(time.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(time.err()).contains("'soon' is not a time such as 90s, 5m or 1h");

        final Path empty = Files.createDirectories(folder.resolve("empty"));
        final CommandResult none = fit(folder.resolve("never.blemish"), "--tune-with", empty);
        assertThat(none.code()).isPositive();
        assertThat(none.err()).contains("Folder " + empty + " has no pictures");

        final CommandResult several = fit(
                folder.resolve("never.blemish"),
                "--tune",
                "--backbone",
                "efficientnet-lite0",
                "--backbone",
                "efficientnet-lite2");
        assertThat(several.code()).isPositive();
        assertThat(several.err()).contains("Tuning starts from one network, not 2");
        assertThat(fit(folder.resolve("never.blemish"), "--tune-with", data.resolve("no"))
                        .err())
                .contains("which --tune-with names, is no folder");
        assertThat(fit(folder.resolve("never.blemish"), "--tune", "--preset", "paper")
                        .err())
                .contains("There is nothing to tune");
        assertThat(fit(folder.resolve("never.blemish"), "--tune", "--precision", "int8")
                        .err())
                .contains("Tuning compares networks in float32");
        assertThat(fit(folder.resolve("never.blemish"), "--tune", "--keep-features", folder)
                        .err())
                .contains("--keep-features keeps the features of one choice");
        assertThat(folder.resolve("never.blemish")).doesNotExist();
    }

    private static CommandResult fit(final Path model, final Object... options) {
        final List<Object> words =
                new ArrayList<>(List.of("fit", data, "-o", model, "--image-size", "48", "--layers", "layer2,layer3"));
        words.addAll(List.of(options));
        return run(words.toArray());
    }
}
