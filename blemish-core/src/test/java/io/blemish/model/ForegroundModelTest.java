package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.WorstShare;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.anomalydino.Foreground;
import io.blemish.export.ExportOptions;
import io.blemish.export.ModelExport;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import io.blemish.search.exact.ExactMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that tells the part from the background neither learns nor judges the background. */
class ForegroundModelTest {
    private static final int SIDE = 128;
    private static final int SHADE = 24;

    @TempDir
    private static Path folder;

    private static Path whole;
    private static Path part;

    @BeforeAll
    static void fit() throws IOException {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("all"),
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.GEAR))
                            .withSize(SIDE)
                            .withCounts(6, 2, 1),
                    workers,
                    Progress.SILENT);
        }
        whole = fit("whole", AnomalyDinoOptions.DEFAULT);
        part = fit("part", withForeground(1));
    }

    private static AnomalyDinoOptions withForeground(final double coreset) {
        return new AnomalyDinoOptions(coreset, new ExactMethod(), WorstShare.DEFAULT, Optional.of(Foreground.AUTO));
    }

    private static Path fit(final String name, final DetectorOptions detector) throws IOException {
        return fit(name, detector, 2);
    }

    private static Path fit(final String name, final DetectorOptions detector, final int threads) throws IOException {
        final Path file = folder.resolve(name + ".blemish");
        try (Stream<Path> files = Files.list(folder.resolve("all/gear/train/good"))) {
            new ModelTrainer(ModelOptions.builder()
                            .detector(detector)
                            .preprocessing(Preprocessing.squash(SIDE))
                            .threads(threads)
                            .build())
                    .fit(new PictureSet("gears", files.sorted().map(Picture::of).toList()), file, Progress.SILENT);
        }
        return file;
    }

    /** The light falls off towards one corner, far from the part. */
    private static Picture shaded() {
        final RgbImage good =
                Picture.of(folder.resolve("all/gear/test/good/000.png")).decode();
        final byte[] rgb = good.rgb().clone();
        for (int y = 0; y < SHADE; y++) {
            for (int x = 0; x < SHADE - y; x++) {
                for (int c = 0; c < 3; c++) {
                    final int at = (y * SIDE + x) * 3 + c;
                    rgb[at] = (byte) ((rgb[at] & 0xff) * (SHADE + x + y) / (2 * SHADE));
                }
            }
        }
        return Picture.of("shaded", new RgbImage(SIDE, SIDE, rgb));
    }

    @Test
    void aBackgroundThatChangesDoesNotCount() {
        try (Model all = Model.open(whole);
                Model one = Model.open(part)) {
            final Prediction seen = all.predict(shaded());
            final Prediction unseen = one.predict(shaded());
            assertThat(seen.map().values()[0]).isPositive();
            assertThat(unseen.map().values()[0]).isZero();
            assertThat(unseen.score()).isLessThan(seen.score());
            assertThat(one.description().detector().facts("pictures").toString())
                    .contains("the part alone, foreground auto");
            assertThat(one.description().formatVersion()).isEqualTo(ModelDescription.FORMAT_VERSION);
        }
    }

    @Test
    void theFileDoesNotDependOnThreadsAndABankMayBeASample() throws IOException {
        assertThat(Files.mismatch(part, fit("one-thread", withForeground(1), 1)))
                .isEqualTo(-1);
        try (Model sampled = Model.open(fit("sampled", withForeground(0.1)))) {
            assertThat(sampled.predict(shaded()).score()).isPositive();
        }
    }

    @Test
    void whatItCannotIsRefusedInASentence() {
        try (Model model = Model.open(part)) {
            assertThatThrownBy(() -> new ModelUpdate(model, part, List.of(shaded()), Set.of()).check())
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("anomalydino without a foreground");
        }
        final ModelExport export = new ModelExport(part, OpenOptions.DEFAULT);
        final Path graph = folder.resolve("never.onnx");
        assertThatThrownBy(() -> export.write(graph, ExportOptions.DEFAULT, List.of(), Progress.SILENT))
                .isInstanceOfSatisfying(
                        BlemishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_EXPORTABLE))
                .hasMessageContaining("tells the part from the background");
        assertThat(graph).doesNotExist();
    }
}
