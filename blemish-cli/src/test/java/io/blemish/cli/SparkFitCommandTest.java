package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.model.FitOrder;
import io.blemish.model.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is handed to {@code spark-submit}; a script in its place keeps it. */
@DisabledOnOs(OS.WINDOWS)
class SparkFitCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path home;

    @BeforeEach
    void install() throws IOException {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 64, 4, 1, 1);
        home = folder.resolve("spark");
        final Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, """
                #!/bin/sh
                printf '%%s\\n' "$@" > %1$s/words
                while [ "$1" != spark-internal ]; do shift; done
                cp "$2/order.json" "$2/network.onnx" %1$s
                exit 7
                """.formatted(folder));
        assertThat(submit.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theOrderAndTheNetworkAreHandedToSparkSubmit() throws IOException {
        final Path model = folder.resolve("plate.blemish");
        final CommandResult ran = run(
                "spark",
                "fit",
                data,
                "-o",
                model,
                "--spark-home",
                home,
                "--master",
                "local[2]",
                "--conf",
                "a.b=c",
                "--coreset",
                "0.2",
                "--seed",
                "5");
        assertThat(ran.code()).as(ran.err()).isEqualTo(7);
        final List<String> words = Files.readAllLines(folder.resolve("words"));
        assertThat(words)
                .startsWith("--master", "local[2]", "--conf", "a.b=c", "--class", "io.blemish.spark.FitProgram")
                .contains("--packages", "io.blemish:blemish-spark:" + Software.VERSION)
                .endsWith(model.toString());
        final FitOrder order = FitOrder.read(Files.readAllBytes(folder.resolve("order.json")));
        final Dataset plates = Datasets.open(data, DatasetOptions.DEFAULT);
        assertThat(order.pictures())
                .extracting(FitOrder.Source::name)
                .containsExactlyElementsOf(
                        plates.train().stream().map(sample -> sample.id()).toList());
        assertThat(order.pictures())
                .allSatisfy(picture ->
                        assertThat(Path.of(picture.file())).isAbsolute().exists());
        assertThat(order.options().detector())
                .isInstanceOfSatisfying(
                        ViewsOptions.class, views -> assertThat(views.coreset()).isEqualTo(0.2));
        assertThat(order.options().seed()).isEqualTo(5);
        assertThat(folder.resolve("network.onnx")).isNotEmptyFile();
        assertThat(Path.of(words.get(words.size() - 2)))
                .as("the order is deleted")
                .doesNotExist();
    }

    @Test
    void jarsOfAFolderTakeThePlaceOfThoseOfMavenCentral() throws IOException {
        final Path jars = Files.createDirectory(folder.resolve("jars"));
        Files.createFile(jars.resolve("b.jar"));
        Files.createFile(jars.resolve("a.jar"));
        Files.createFile(jars.resolve("notes.txt"));
        run("spark", "fit", data, "-o", folder.resolve("m"), "--spark-home", home, "--spark-jars", jars);
        assertThat(Files.readAllLines(folder.resolve("words")))
                .containsSequence("--jars", jars.resolve("a.jar") + "," + jars.resolve("b.jar"))
                .doesNotContain("--packages");
    }

    @Test
    void whatCannotBeDoneIsSaidInASentence() {
        final CommandResult padim =
                run("spark", "fit", data, "-o", folder.resolve("m"), "--spark-home", home, "--method", "padim");
        assertThat(padim.code()).isEqualTo(3);
        assertThat(padim.err())
                .contains("Method padim cannot be fitted on several machines. Only views and patchcore can.");
        final CommandResult nowhere =
                run("spark", "fit", data, "-o", folder.resolve("m"), "--spark-home", folder.resolve("parts"));
        assertThat(nowhere.code()).isEqualTo(3);
        assertThat(nowhere.err()).contains("name the folder of Spark 4 with --spark-home");
    }
}
