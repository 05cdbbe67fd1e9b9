package io.blemish.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.image.InspectionMask;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.PngWriter;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.model.FitSummary;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of a fit on Spark and of one on this machine are the same to the byte. */
@Tag("long")
class BlemishFitTest {
    private static final StructType TABLE =
            new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);

    @TempDir
    private Path folder;

    static List<DetectorOptions> detectors() {
        return List.of(
                new ViewsOptions(0.1, 3, new ExactMethod()),
                PatchCoreOptions.builder().coreset(0.2).search(new HnswMethod()).build(),
                PatchCoreOptions.builder().coreset(1).build());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void theFileIsThatOfAFitOnOneMachine(final DetectorOptions detector) throws IOException {
        final List<Path> files = files();
        final ModelOptions options = options(detector);
        final List<Picture> pictures = new ArrayList<>();
        final List<Row> rows = new ArrayList<>();
        for (final Path file : files) {
            final String name = "parts/" + file.getFileName();
            pictures.add(Picture.of(name, Files.readAllBytes(file)));
            rows.add(RowFactory.create(name, Files.readAllBytes(file)));
        }
        pictures.add(3, Picture.of("parts/002b.png", notes()));
        rows.add(0, RowFactory.create("parts/002b.png", notes()));
        final Path here = folder.resolve("here.blemish");
        final Path there = folder.resolve("there.blemish");
        final FitSummary expected = new ModelTrainer(List.of(network()), options)
                .fit(new PictureSet("plates", pictures), here, Progress.SILENT);
        final Dataset<Row> table = Sparks.local().createDataFrame(rows, TABLE).repartition(3);
        final FitSummary summary = new BlemishFit()
                .setOptions(options)
                .setNetwork(network())
                .setDataset("plates")
                .setOutput(there.toString())
                .fit(table);
        assertThat(there).hasSameBinaryContentAs(here);
        assertThat(summary.failures()).isEqualTo(expected.failures()).hasSize(1);
        assertThat(summary.pictures()).isEqualTo(expected.pictures());
        assertThat(summary.patches()).isEqualTo(expected.patches());
        assertThat(summary.recall()).isEqualTo(expected.recall());
        assertThat(summary.oddPictures()).isEqualTo(expected.oddPictures());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> good = Files.list(Sparks.GOLDEN.resolve("plate/train/good"))) {
            return good.sorted(Comparator.comparing(Path::getFileName)).toList();
        }
    }

    private static byte[] notes() {
        return "no picture".getBytes(StandardCharsets.UTF_8);
    }

    private static Network network() {
        return new Network(BackboneGraph.embedded("efficientnet-lite0"), BackboneGraph.DEFAULT_LAYERS);
    }

    private static ModelOptions options(final DetectorOptions detector) {
        return ModelOptions.builder()
                .detector(detector)
                .preprocessing(Preprocessing.squash(64))
                .folds(2)
                .threads(2)
                .build();
    }

    @Test
    void whatItCannotDoIsRefusedInASentence() {
        final Dataset<Row> table = Sparks.pictures(Sparks.GOLDEN.resolve("plate/train/good"));
        final BlemishFit fit = new BlemishFit().setOutput(folder.resolve("m").toString());
        assertThatThrownBy(() -> fit.setOptions(options(PadimOptions.DEFAULT)).fit(table))
                .isInstanceOf(BlemishException.class)
                .hasMessage("Method padim cannot be fitted on several machines. Only views and patchcore can.");
        fit.setOptions(options(ViewsOptions.DEFAULT)).setNetwork(network());
        assertThatThrownBy(() -> fit.fit(table.union(table)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("Two pictures have the name");
        assertThatThrownBy(() -> fit.fit(table.limit(1)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("too few good pictures");
        assertThatThrownBy(() -> fit.fit(
                        Sparks.local().createDataFrame(List.of(RowFactory.create("notes.txt", notes())), TABLE)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("None of the training pictures can be read. ")
                .hasMessageContaining("notes.txt");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMaskOfOtherProportionsIsRefusedAsOnOneMachine() {
        final byte[] rgb = new byte[3 * 80 * 20];
        Arrays.fill(rgb, 0, rgb.length / 2, (byte) 255);
        final Picture drawn = Picture.of("mask.png", PngWriter.toBytes(new RgbImage(80, 20, rgb)));
        final ModelOptions masked = ModelOptions.builder()
                .detector(ViewsOptions.DEFAULT)
                .preprocessing(Preprocessing.squash(64).withMask(InspectionMask.read(drawn)))
                .folds(2)
                .threads(2)
                .build();
        final BlemishFit fit = new BlemishFit()
                .setOutput(folder.resolve("m").toString())
                .setOptions(masked)
                .setNetwork(network());
        assertThatThrownBy(() -> fit.fit(Sparks.pictures(Sparks.GOLDEN.resolve("plate/train/good"))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("The mask has proportions of 80 to 20");
        assertThat(folder).isEmptyDirectory();
    }
}
