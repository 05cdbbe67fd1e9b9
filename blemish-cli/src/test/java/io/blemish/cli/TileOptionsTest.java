package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import io.blemish.image.Tiling;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fit --tile}, and what it says of pictures that are much larger than the network's input. */
class TileOptionsTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.TILE, 80, 4, 1, 1);
    }

    @Test
    void tilesLieInTheModelWhichAllCommandsTakeAsItIs() {
        final Path model = folder.resolve("tiles.blemish");
        final CommandResult fit = fit(model, "--tile", "48", "--overlap", "16");
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.err()).contains("cut into tiles of 48x48 pixels that overlap by 16, each seen as 48x48");
        assertThat(run("info", model).out())
                .contains("format version 6", "cut into tiles of 48x48 pixels", "16 tiles'");

        final Path picture = data.resolve("test/scratch/000.png");
        final CommandResult predict = run("predict", model, picture, "--json");
        try (Model opened = Model.open(model)) {
            assertThat(opened.description().preprocessing().tiling()).contains(new Tiling(48, 16));
            final Prediction expected = opened.predict(picture);
            assertThat(expected.map().width()).isEqualTo(80);
            assertThat(predict.out()).contains("\"score\":" + expected.score());
        }
        final CommandResult evaluate = run("evaluate", model, data, "-o", folder.resolve("evaluation"));
        assertThat(evaluate.code()).as(evaluate.err()).isZero();
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        refused("--overlap is that of tiles", "--overlap", "8");
        refused("a crop does not go together with them", "--tile", "48", "--crop", "32");
        refused("--resize has no meaning with --tile", "--tile", "48", "--resize", "squash");
        refused("overlap must be from 1 to 24, not 30", "--tile", "48", "--overlap", "30");
    }

    @Test
    void fitSaysWhatIsTooSmallToBeSeenAndWhatTilesCost() {
        final CommandResult fit = fit(folder.resolve("small.blemish"), "--image-size", "32");
        assertThat(fit.out())
                .contains("Pictures of 80x80 pixels are seen as 32x32, so that a scratch less than 3 pixels wide")
                .contains("To do so, fit with --tile 80.");
        assertThat(fit(folder.resolve("whole.blemish"), "--image-size", "40").out())
                .doesNotContain("--tile");
    }

    private static void refused(final String reason, final String... options) {
        final Path model = folder.resolve("never.blemish");
        final CommandResult result = fit(model, options);
        assertThat(result.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(result.err()).contains(reason);
        assertThat(model).doesNotExist();
    }

    private static CommandResult fit(final Path model, final String... options) {
        final List<Object> words = new ArrayList<>(List.of("fit", data, "-o", model));
        words.addAll(List.of(options));
        return run(words.toArray());
    }
}
