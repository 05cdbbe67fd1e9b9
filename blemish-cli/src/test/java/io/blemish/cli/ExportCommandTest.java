package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}: what a person sees of it. */
@Tag("long")
class ExportCommandTest {
    @TempDir
    private static Path folder;

    private static Path data;
    private static Path model;

    @BeforeAll
    static void fit() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 96, 5, 1, 1);
        model = folder.resolve("plate.blemish");
        final CommandResult ran = run("fit", data, "-o", model, "--image-size", "96", "--coreset", "0.05");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void aGraphIsWrittenAndCheckedAndCheckedAgain() {
        final Path graph = folder.resolve("plate.onnx");
        final CommandResult written = run("export", model, data.resolve("test"), "-o", graph, "--pixels", "float32");
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.out())
                .containsPattern("plate.onnx judges [0-9]+ pictures as the model does: the same verdicts, scores within"
                        + " [0-9.e-]+ and maps within [0-9.e-]+");
        final CommandResult checked = run("export", model, "--check", graph);
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("judges 4 made-up pictures as the model does");
        assertThat(checked.err()).contains("The training pictures are not found");
    }

    @Test
    void aGraphOfTheModelBeforeItsThresholdWasMovedIsRefused() {
        final Path moved = folder.resolve("moved.blemish");
        final Path graph = folder.resolve("before.onnx");
        assertThat(run("export", model, "-o", graph, "--half").code()).isZero();
        assertThat(run("threshold", model, "--value", "9", "-o", moved).code()).isZero();
        final CommandResult refused = run("export", moved, "--check", graph);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .contains("before.onnx was written from another model than ", "or before that was changed");
    }

    @Test
    void aWholeGraphGivesTheLinesOfTheModel() {
        final CommandResult steps = run("predict", model, data.resolve("test"));
        final CommandResult graph = run("predict", model, data.resolve("test"), "--whole-graph");
        assertThat(graph.code()).as(graph.err()).isZero();
        assertThat(graph.out()).isEqualTo(steps.out()).contains("ANOMALOUS");
        final CommandResult evaluated = run("evaluate", model, data, "--whole-graph");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(run("doctor", model, "--whole-graph").out()).contains("the same within 0.1%");
    }

    @Test
    void aModelThatCannotBeAGraphIsRefusedInASentence() {
        final Path gallery = folder.resolve("gallery.blemish");
        assertThat(run("fit", data, "-o", gallery, "--image-size", "96", "--method", "spade", "--nearest-pictures", "3")
                        .code())
                .isZero();
        final CommandResult refused = run("predict", gallery, data.resolve("test"), "--whole-graph");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("'spade' cannot be written as one graph")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsToBeDoneMustBeSaid() {
        final String sentence = "Give either -o GRAPH, to write the model as a graph, or --check GRAPH";
        assertThat(run("export", model).err()).contains(sentence);
        final CommandResult both = run("export", model, "-o", folder.resolve("a.onnx"), "--check", "b.onnx");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains(sentence);
    }
}
