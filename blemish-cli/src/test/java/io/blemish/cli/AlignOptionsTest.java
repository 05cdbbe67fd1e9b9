package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import io.blemish.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fit --align}, and what the other commands say of such a model. */
class AlignOptionsTest {
    @TempDir
    private static Path folder;

    private static Path data;
    private static Path other;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder.resolve("boards"), PartKind.BOARD, 80, 4, 1, 1);
        other = GeneratedParts.in(folder.resolve("gears"), PartKind.GEAR, 80, 2, 1, 1);
    }

    @Test
    @Tag("long")
    void aModelThatAlignsSaysSoAndRefusesAnotherPart() {
        final Path model = folder.resolve("aligned.blemish");
        final CommandResult fit = fit(model, "--align", "--image-size", "64");
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.err()).contains("brought to the pose of the first one");
        assertThat(run("info", model).out())
                .contains("format version 6", "to the pose of ", "training pictures turned from");

        final Path picture = data.resolve("test/good/000.png");
        assertThat(run("predict", model, picture, "--json").out()).contains("\"score\":");
        final CommandResult refused = run("predict", model, other.resolve("test/good/000.png"));
        assertThat(refused.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(refused.err()).contains("does not show the part in a pose that this model knows");
        final CommandResult doctor = run("doctor", model);
        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
        final CommandResult evaluate = run("evaluate", model, data, "-o", folder.resolve("evaluation"));
        assertThat(evaluate.code()).as(evaluate.err()).isZero();
        assertThat(folder.resolve("evaluation/report.html")).content().contains("<h2>Pose</h2>");
    }

    @Test
    @Tag("long")
    void theTemplateMayBeAPictureOfItsOwn() {
        final Path model = folder.resolve("template.blemish");
        final Path template = data.resolve("test/good/000.png");
        final CommandResult fit = fit(model, "--align", "--template", template.toString(), "--image-size", "64");
        assertThat(fit.code()).as(fit.err()).isZero();
        try (Model opened = Model.open(model)) {
            assertThat(opened.description().alignment().orElseThrow().template())
                    .isEqualTo(template.toString());
        }
        final Path never = folder.resolve("never.blemish");
        final CommandResult strange = fit(
                never,
                "--align",
                "--template",
                other.resolve("test/good/000.png").toString(),
                "--image-size",
                "64");
        assertThat(strange.code()).isNotZero();
        assertThat(strange.err()).contains("good pictures do not fit template").doesNotContain("\tat ");
        assertThat(never).doesNotExist();
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult alone = fit(model, "--template", "template.png");
        assertThat(alone.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(alone.err()).contains("--template is that of --align");
        final CommandResult tiles = fit(model, "--align", "--tile", "48");
        assertThat(tiles.code()).isNotZero();
        assertThat(tiles.err()).contains("not cut into tiles");
        assertThat(model).doesNotExist();
    }

    private static CommandResult fit(final Path model, final String... options) {
        final List<Object> words = new ArrayList<>(List.of("fit", data, "-o", model));
        words.addAll(List.of(options));
        return run(words.toArray());
    }
}
