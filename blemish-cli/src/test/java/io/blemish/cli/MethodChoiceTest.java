package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import io.blemish.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Which detector and which network {@code fit} takes if they are not named. */
@Tag("long")
class MethodChoiceTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.TILE, 64, 6, 2, 1);
    }

    @Test
    void withoutOptionsItTakesSeveralViewsOfTheBetterNetwork() {
        final String info = run("info", fitted("default")).out();
        assertThat(info).contains("detector", "views, 3x3 patches", "by direction", "efficientnet-lite2");
    }

    @Test
    void aPresetIsPatchCoreOnTheNetworkOfTheFirstVersions() throws IOException {
        final Path preset = fitted("preset", "--preset", "paper");
        final Path named = fitted("named", "--method", "patchcore", "--backbone", "efficientnet-lite0");
        assertThat(Files.mismatch(preset, named)).isEqualTo(-1);
        assertThat(run("info", preset).out()).contains("positions: no copies of training pictures");
    }

    @Test
    void anOptionThatOnlyPatchCoreHasChoosesIt() {
        assertThat(run("info", fitted("option", "--neighbors", "1")).out()).contains("patchcore, channel embedding");
    }

    @Test
    void anOptionThatTheNamedMethodLacksIsRefused() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult result = run("fit", data, "-o", model, "--method", "views", "--nearest", "3");
        assertThat(result.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(result.err()).contains("--nearest is an option of --method patchcore");
        assertThat(model).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "views, --radius, 3, rad",
        "views, --explained, 0.9, subspace or mhpatchcore",
        "views, --noise, 0.1, softpatch",
        "patchcore, --image-score, max, views or anomalydino or subspace or rad",
        "padim, --image-score, top-1%, views or anomalydino or subspace or rad",
        "views, --foreground, auto, anomalydino",
        "patchcore, --shrinkage, 0.1, mhpatchcore",
        "padim, --max-bank-entries, 10, views or patchcore or mhpatchcore",
        "mhpatchcore, --nearest, 3, patchcore",
        "subspace, --coreset, 0.1, views or patchcore or anomalydino or softpatch",
        "rad, --search, hnsw, views or patchcore or anomalydino or softpatch",
        "anomalydino, --patch-size, 5, views or patchcore or mhpatchcore",
        "subspace, --nearest, 3, patchcore",
        "padim, --radius, 3, rad"
    })
    void anOptionOfAnotherMethodIsRefused(
            final String method, final String option, final String value, final String methods) {
        final CommandResult result =
                run("fit", data, "-o", folder.resolve("never.blemish"), "--method", method, option, value);
        assertThat(result.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(result.err()).contains(option + " is an option of --method " + methods + ": leave it out");
    }

    @Test
    void thePictureScoreIsThatOfTheWorstPatchOrAMeanOfMany() {
        final Path worst = fitted("max", "--image-score", "max");
        final Path all = fitted("mean", "--image-score", "top-100%");
        assertThat(run("info", worst).out()).contains("views, 3x3 patches, the worst patch, seed 0");
        assertThat(run("info", all).out()).contains("mean of the worst 100% of the patches");
        assertThat(run("info", fitted("rad", "--method", "rad", "--image-score", "top-5%"))
                        .out())
                .contains("mean of the worst 5% of the patches");
        final Path picture = data.resolve("test/scratch/000.png");
        try (Model one = Model.open(worst);
                Model other = Model.open(all)) {
            assertThat(one.predict(picture).score())
                    .isGreaterThan(other.predict(picture).score());
        }
        final CommandResult refused =
                run("fit", data, "-o", folder.resolve("never.blemish"), "--image-score", "top-0%");
        assertThat(refused.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(refused.err()).contains("the image score must be max, or top-N%");
    }

    @Test
    void theForegroundIsFoundOrGiven() {
        final Path model = fitted("foreground", "--method", "anomalydino", "--foreground", "auto");
        assertThat(run("info", model).out()).contains("anomalydino", "the part alone, foreground auto");
        final CommandResult refused = run(
                "fit", data, "-o", folder.resolve("never.blemish"), "--method", "anomalydino", "--foreground", "-1");
        assertThat(refused.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(refused.err()).contains("the foreground must be auto, or a number of at least 0");
    }

    @Test
    void banksAreLimitedWhitenedOrCleanedAsTheOptionsSay() {
        final String views =
                run("info", fitted("few", "--max-bank-entries", "2")).out();
        assertThat(views).contains("a memory bank of 2 patches, a share of", "but at most 2");
        final Path model = fitted(
                "mh",
                "--method",
                "mhpatchcore",
                "--max-bank-entries",
                "9",
                "--explained",
                "0.5",
                "--shrinkage",
                "0.2",
                "--embedding",
                "adaptive");
        assertThat(run("info", model).out())
                .contains("mhpatchcore, adaptive embedding", "a share of 0.5 of the variance, shrinkage 0.2", "9 of ");
        assertThat(run("info", fitted("soft", "--method", "softpatch", "--noise", "0.25"))
                        .out())
                .contains("softpatch", "a share of 0.1 of", "without the share of 0.25 that stands out most");
        final CommandResult update = run("update", fitted("full", "--max-bank-entries", "2"), data);
        assertThat(update.code()).isNotZero();
        assertThat(update.err()).contains("--max-bank-entries allows. Fit it again with all pictures.");
    }

    private static Path fitted(final String name, final String... options) {
        final Path model = folder.resolve(name + ".blemish");
        final List<Object> words = new ArrayList<>(List.of("fit", data, "-o", model, "--image-size", "64"));
        words.addAll(List.of(options));
        final CommandResult result = run(words.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return model;
    }
}
