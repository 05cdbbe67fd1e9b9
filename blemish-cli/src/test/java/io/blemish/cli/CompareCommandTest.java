package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code compare} as a person or a script sees it. */
@Tag("long")
class CompareCommandTest {
    private static final String METHODS = "patchcore@10%,padim";

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path out;
    private static CommandResult first;

    @BeforeAll
    static void compare() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 64, 8, 4, 2);
        out = folder.resolve("out");
        first = run("compare", data, "--methods", METHODS, "--image-size", "64", "-o", out);
    }

    @Test
    void theTableHasARowForEachAndASentence() throws IOException {
        assertThat(first.code()).as(first.err()).isZero();
        final List<String> lines = first.out().lines().toList();
        assertThat(lines.get(0)).contains("8 good pictures", "4 good");
        assertThat(lines.get(1)).contains("image AUROC", "AUPRO", "ms/picture", "model MB", "memory MB");
        assertThat(lines.get(2)).startsWith("patchcore@10%").containsPattern("\\d\\.\\d{4}\\.\\.\\d\\.\\d{4}");
        assertThat(lines.get(3)).startsWith("padim");
        assertThat(lines.get(4)).contains("the most accurate");
        assertThat(Files.readString(out.resolve("compare.html"))).contains("<svg", "the most accurate");
    }

    @Test
    void aResumedComparisonKeepsWhatThereIs() {
        final CommandResult ran = run(
                "compare", data, "--methods", METHODS, "--image-size", "64", "-o", out, "--resume", "--format", "json");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).doesNotContain("features", "evaluation");
        final JsonNode results = new ObjectMapper().readTree(ran.out()).get("results");
        assertThat(results).hasSize(2);
        assertThat(results.get(0).get("accuracy").get("image_auroc").isNumber()).isTrue();
    }

    @Test
    void otherFormats() {
        final CommandResult markdown = again("markdown");
        assertThat(markdown.out()).contains("| method | image AUROC |", "| padim | ");
        final List<String> csv = again("csv").out().lines().toList();
        assertThat(csv).hasSize(3);
        assertThat(csv.get(0)).startsWith("backbone,method,image_auroc,");
        assertThat(csv.get(1)).startsWith("efficientnet-lite2,patchcore@10%,").endsWith(",");
        assertThat(csv.get(1).split(",", -1)).hasSameSizeAs(csv.get(0).split(",", -1));
    }

    private static CommandResult again(final String format) {
        return run(
                "compare", data, "--methods", METHODS, "--image-size", "64", "-o", out, "--resume", "--format", format);
    }

    @Test
    void theBatchChangesNoFigureAndADeviceThatIsMissingIsNamedAtOnce() {
        final CommandResult together =
                run("compare", data, "--methods", METHODS, "--image-size", "64", "--batch", "3", "--format", "json");
        assertThat(together.code()).as(together.err()).isZero();
        assertThat(accuracies(together.out()))
                .isEqualTo(accuracies(again("json").out()));
        final CommandResult directml = run("compare", data, "--methods", METHODS, "--device", "directml");
        assertThat(directml.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(directml.err()).contains("lacks the device directml");
        assertThat(directml.out()).isEmpty();
    }

    private static List<JsonNode> accuracies(final String json) {
        final List<JsonNode> accuracies = new ArrayList<>();
        new ObjectMapper().readTree(json).get("results").forEach(result -> accuracies.add(result.get("accuracy")));
        return accuracies;
    }

    @Test
    void allFailedIsThree() {
        final CommandResult ran =
                run("compare", data, "--methods", "padim", "--image-size", "64", "--layers", "layer7");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("blemish: padim", "layer7").doesNotContain("\tat ");
        assertThat(ran.out()).contains("failed", "No method could be run.");
    }

    /** No convolution of this network says how large a patch is. */
    @Test
    void theLeadingTokensOfATransformerCanBeSaid() throws IOException {
        final Path network = Files.write(
                folder.resolve("pooled.onnx"),
                new GraphBuilder("pooled")
                        .input("image", DataType.FLOAT32, "n", "3", "h", "w")
                        .constant(Constant.longs("flat", 0, 3, -1))
                        .node(new Node("AveragePool", "patches", "image")
                                .integers("kernel_shape", 8, 8)
                                .integers("strides", 8, 8))
                        .node(new Node("Reshape", "rows", "patches", "flat"))
                        .node(new Node("Transpose", "tokens", "rows").integers("perm", 0, 2, 1))
                        .output("tokens", DataType.FLOAT32, "n", "tokens", "3")
                        .build()
                        .toBytes());
        final List<Object> order = List.of(
                "compare",
                data,
                "--methods",
                "padim",
                "--image-size",
                "64",
                "--backbone",
                network,
                "--layers",
                "tokens");
        final CommandResult unsaid = run(order.toArray());
        assertThat(unsaid.code()).isEqualTo(3);
        assertThat(unsaid.err()).contains("class or register tokens cannot be told");
        final List<Object> said = new ArrayList<>(order);
        said.addAll(List.of("--leading-tokens", 0));
        final CommandResult ran = run(said.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("padim is the most accurate");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run("compare", data, "--methods", "patchcore@0%").code()).isEqualTo(2);
        assertThat(run("compare", data, "--methods", "best").err()).contains("best", "patchcore@10%");
        assertThat(run("compare", data, "--resume").err()).contains("-o DIR");
        final CommandResult ensemble = run("compare", data, "--backbone", "resnet18+densenet201");
        assertThat(ensemble.code()).isEqualTo(2);
        assertThat(ensemble.err()).contains("one by one", "--backbone resnet18 --backbone densenet201 -o MODEL");
        assertThat(run("compare", data, "--format", "mtd").code()).isEqualTo(2);
    }
}
