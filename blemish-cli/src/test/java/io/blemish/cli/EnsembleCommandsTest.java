package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Several networks, and the authors' presets. */
@Tag("long")
class EnsembleCommandsTest {
    private static final String NETWORK = "efficientnet-lite0";

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.TILE, 64, 6, 2, 1);
    }

    @Test
    void severalNetworksAreFittedEvaluatedAskedAndShown() {
        final Path model = folder.resolve("two.blemish");
        final CommandResult fitted = run(
                "fit",
                data,
                "-o",
                model,
                "--backbone",
                NETWORK,
                "--backbone",
                NETWORK,
                "--layers",
                "0.layer2,1.layer3",
                "--image-size",
                "64",
                "--no-embed-backbone");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("layers layer2").contains("layers layer3");
        assertThat(run("evaluate", model, data).code()).isZero();
        assertThat(run("predict", model, data.resolve("test/good"), "--backbone", NETWORK, "--backbone", NETWORK)
                        .code())
                .isZero();
        final CommandResult info = run("info", model);
        assertThat(info.code()).isZero();
        assertThat(info.out())
                .contains("format version 4", "0 network", "1 view 0", "1 unit", "networks/1/views/0/bank.npy")
                .doesNotContain("backbone.onnx");
    }

    @Test
    void anEnsembleNeedsPatchCoreAndLayersOfEachNetwork() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult padim =
                run("fit", data, "-o", model, "--backbone", NETWORK, "--backbone", NETWORK, "--method", "padim");
        assertThat(padim.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(padim.err()).contains("--method padim takes one --backbone");
        final CommandResult layers =
                run("fit", data, "-o", model, "--backbone", NETWORK, "--backbone", NETWORK, "--layers", "0.layer2");
        assertThat(layers.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(layers.err()).contains("network 1", "1.NAME");
    }

    @Test
    void aPresetSaysAllThatTheOptionsDoNot() {
        final Path model = folder.resolve("preset.blemish");
        final CommandResult fitted = run(
                "fit",
                data,
                "-o",
                model,
                "--preset",
                "im320-baseline",
                "--backbone",
                NETWORK,
                "--image-size",
                "80",
                "--crop",
                "64",
                "--coreset",
                "0.05");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err())
                .contains("shorter side to 80 pixels, middle 64")
                .contains("adaptive embedding of 3x3 patches, a memory bank of a share of 0.05", "seed 22");
        assertThat(run("info", model).out())
                .contains("mean distance to 1 nearest, 1 neighbours, seed 22", "of 1024 values");
    }

    @Test
    void thePresetsForSegmentationSayPatchSizeAndNearest() {
        final Path model = folder.resolve("segmentation.blemish");
        final CommandResult fitted = run(
                "fit",
                data,
                "-o",
                model,
                "--preset",
                "im320-segmentation-baseline",
                "--backbone",
                NETWORK,
                "--image-size",
                "80",
                "--crop",
                "64",
                "--coreset",
                "0.05");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("adaptive embedding of 5x5 patches, mean of 3 distances", "seed 22");
        assertThat(run("info", model).out())
                .contains("embedding of 5x5 patches, mean distance to 3 nearest, 1 neighbours")
                .contains("format version 3");
        assertThat(run("evaluate", model, data).code()).isZero();
        assertThat(run("fit", data, "-o", model, "--patch-size", "4").err()).contains("odd, from 1 to 9, not 4");
    }

    @Test
    void aPresetsNetworksAreNamedWhereTheyAreMissing() {
        final CommandResult missing =
                run("fit", data, "-o", folder.resolve("never.blemish"), "--preset", "im224-ensemble");
        // On a machine that has all three networks the fit runs.
        if (missing.code() != 0) {
            assertThat(missing.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(missing.err()).containsAnyOf("wide_resnet101_2", "resnext101_32x8d", "densenet201");
        }
    }

    @Test
    void anUnknownPresetIsAnsweredWithThoseThereAre() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult unknown = run("fit", data, "-o", model, "--preset", "im512");
        assertThat(unknown.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(unknown.err())
                .contains("paper, paper-crop, im224-baseline, im224-ensemble, im320-baseline, im320-ensemble");
    }

    @Test
    void aDeviceThatIsMissingIsNamedInOneSentence() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult directml = run("fit", data, "-o", model, "--device", "directml", "--image-size", "64");
        assertThat(directml.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(directml.err())
                .contains("lacks the device directml")
                .contains("it has cpu")
                .contains("--use_dml");
        assertThat(model).doesNotExist();
        assertThat(run("fit", data, "-o", model, "--device", "tpu").err()).contains("cpu, cuda, directml");
    }

    @Test
    void theMemoryArenaChangesNoByte() throws IOException {
        final Path with = folder.resolve("with.blemish");
        final Path without = folder.resolve("without.blemish");
        assertThat(run("fit", data, "-o", with, "--image-size", "64").code()).isZero();
        assertThat(run("fit", data, "-o", without, "--image-size", "64", "--no-memory-arena")
                        .code())
                .isZero();
        assertThat(Files.mismatch(with, without)).isEqualTo(-1);
        assertThat(run("evaluate", with, data, "--no-memory-arena").code()).isZero();
    }

    @Test
    void theBatchChangesNoByteAndNoVerdict() throws IOException {
        final Path alone = folder.resolve("alone.blemish");
        final Path together = folder.resolve("together.blemish");
        assertThat(run("fit", data, "-o", alone, "--image-size", "64").code()).isZero();
        assertThat(run("fit", data, "-o", together, "--image-size", "64", "--batch", "4")
                        .code())
                .isZero();
        assertThat(Files.mismatch(alone, together)).isEqualTo(-1);
        final Path broken = Files.writeString(folder.resolve("broken.png"), "not a picture");
        final CommandResult one = run("predict", alone, data.resolve("test"), broken, "--json", "--quiet");
        final CommandResult many =
                run("predict", alone, data.resolve("test"), broken, "--json", "--quiet", "--batch", "3");
        assertThat(many.code()).isEqualTo(one.code()).isEqualTo(1);
        assertThat(many.out()).isEqualTo(one.out());
        assertThat(many.err()).isEqualTo(one.err()).contains("broken.png");
        assertThat(run("evaluate", alone, data, "--batch", "3")
                        .out()
                        .lines()
                        .limit(4)
                        .toList())
                .isEqualTo(run("evaluate", alone, data).out().lines().limit(4).toList());
        assertThat(run("predict", alone, broken, "--batch", "0").err()).contains("'0' is not at least 1");
    }
}
