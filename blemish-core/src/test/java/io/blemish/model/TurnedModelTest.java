package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.DatasetException;
import io.blemish.OptionException;
import io.blemish.alignment.AlignmentOptions;
import io.blemish.alignment.Turns;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.image.InspectionMask;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Tiling;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Evidence;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that learned from turned copies knows a part at other angles, and from one picture alone. */
@Tag("long")
class TurnedModelTest {
    private static final int SIDE = 128;
    private static final Turns QUARTERS = new Turns(4);

    /** Of one picture's patches, all are kept, so that a copy of it has a score of nothing. */
    private static final PatchCoreOptions ALL =
            PatchCoreOptions.builder().coreset(1).neighbors(1).build();

    private static final InspectionMask LEFT = new InspectionMask(2, 1, List.of(0, 1, 1));

    @TempDir
    private static Path parts;

    @TempDir
    private Path folder;

    @BeforeAll
    static void draw() {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    parts.resolve("all"),
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.BOARD))
                            .withSize(SIDE)
                            .withCounts(3, 1, 1),
                    workers,
                    Progress.SILENT);
        }
    }

    static Stream<DetectorOptions> methods() {
        return Stream.of(ALL, AnomalyDinoOptions.DEFAULT, new ViewsOptions(1, Optional.empty(), 3, ALL.search()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aTurnedPartIsKnown(final DetectorOptions method) throws IOException {
        final Path file = folder.resolve("turned.blemish");
        final Path plain = folder.resolve("plain.blemish");
        fit(options(method), pictures(0, 1), file);
        fit(options(method).toBuilder().turns(Optional.empty()).build(), pictures(0, 1), plain);
        final Picture turned = Picture.of("turned", quarter(good(1).decode()));
        try (Model model = Model.open(file);
                Model without = Model.open(plain)) {
            assertThat(model.predict(turned).score()).isCloseTo(0f, within(1e-2f));
            assertThat(without.predict(turned).score()).isGreaterThan(0.05f);
            assertThat(model.description().turns()).contains(QUARTERS);
            assertThat(model.description().formatVersion()).isEqualTo(6);
            final ModelCheck check = model.check().orElseThrow();
            assertThat(check.agrees(model.predict(model.checkPicture(check)).score()))
                    .isTrue();
        }
    }

    @Test
    void onePictureMakesAModelIfItIsTurned() throws IOException {
        final Path file = folder.resolve("one.blemish");
        final FitSummary fitted = fit(options(ALL), pictures(0), file);
        assertThat(fitted.pictures()).isEqualTo(1);
        assertThat(fitted.patches()).isEqualTo(4 * 16 * 16);
        // Held out against its own copies, which are the same part at other angles.
        assertThat(fitted.calibration().scores()).hasSize(1);
        assertThat(fitted.calibration().scores()[0]).isGreaterThan(0);
        try (Model model = Model.open(file)) {
            assertThat(model.predict(good(0)).score()).isCloseTo(0f, within(1e-2f));
            assertThat(model.appearance()).isEmpty();
        }
        assertThatThrownBy(() -> fit(
                        options(ALL).toBuilder().turns(Optional.empty()).build(),
                        pictures(0),
                        folder.resolve("none.blemish")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("too few good pictures");
        assertThat(folder.resolve("none.blemish")).doesNotExist();
    }

    /** A spot on a turned part is compared with the picture that shows the same place, and there. */
    @Test
    void evidenceLiesInThePictureAsItIs() throws IOException {
        final Path file = folder.resolve("turned.blemish");
        fit(options(ALL), pictures(0, 1), file);
        ThresholdChange.write(file, file, before -> before.at(0.01f), "test", Optional.empty(), Instant.EPOCH);
        final RgbImage part = good(1).decode();
        final int x = SIDE / 4;
        final int y = SIDE / 2;
        final RgbImage spotted = quarter(withSpot(part, x, y));
        try (Model model = Model.open(file)) {
            final Prediction prediction = model.predict(Picture.of("spotted", spotted));
            // A quarter turn takes the column to the row.
            final Region region = prediction.regions().get(0);
            assertThat(region.peakX()).isCloseTo(y, within(10));
            assertThat(region.peakY()).isCloseTo(SIDE - x, within(10));
            final Evidence evidence = region.evidence().orElseThrow();
            assertThat(evidence.picture()).isEqualTo(good(1).name());
            assertThat(evidence.x() + evidence.width() / 2).isCloseTo(x, within(16));
            assertThat(evidence.y() + evidence.height() / 2).isCloseTo(y, within(16));
        }
    }

    @Test
    void anUpdateTurnsItsPicturesToo() throws IOException {
        final Path file = folder.resolve("turned.blemish");
        fit(options(ALL), pictures(0), file);
        final Picture turned = Picture.of("turned", quarter(good(2).decode()));
        try (Model model = Model.open(file);
                Workers workers = new Workers(2)) {
            assertThat(model.predict(turned).score()).isGreaterThan(0.05f);
            new ModelUpdate(model, file, List.of(good(2)), Set.of())
                    .write(file, "test", Optional.empty(), Instant.EPOCH, workers, Progress.SILENT);
        }
        try (Model model = Model.open(file)) {
            assertThat(model.predict(turned).score()).isCloseTo(0f, within(1e-2f));
            assertThat(model.description().trainingInputs().count()).isEqualTo(8);
        }
    }

    @Test
    void theFileDoesNotDependOnThreads() throws IOException {
        final Path one = folder.resolve("one.blemish");
        final Path two = folder.resolve("two.blemish");
        fit(options(ALL).toBuilder().threads(1).build(), pictures(0, 1, 2), one);
        fit(options(ALL).toBuilder().threads(2).build(), pictures(0, 1, 2), two);
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    }

    @Test
    void whatTurnedCopiesDoNotGoWithIsRefused() {
        final ModelOptions options = options(ALL);
        refused(options.toBuilder().detector(PadimOptions.DEFAULT).build(), "Method padim cannot learn from turned");
        refused(
                options.toBuilder()
                        .preprocessing(Preprocessing.squash(64).withTiling(Optional.of(Tiling.of(64))))
                        .build(),
                "neither cut into tiles nor brought to the pose");
        refused(
                options.toBuilder()
                        .alignment(Optional.of(AlignmentOptions.FIRST))
                        .build(),
                "neither cut into tiles nor brought to the pose");
        refused(
                options.toBuilder()
                        .preprocessing(options.preprocessing().withMask(Optional.of(LEFT)))
                        .build(),
                "A mask is drawn on pictures as they lie");
        assertThatThrownBy(() -> new ModelTrainer(options)
                        .fit(
                                pictures(0, 1),
                                FeatureFolder.open(folder.resolve("features")),
                                folder.resolve("kept.blemish"),
                                Progress.SILENT))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("Features of turned copies are not kept");
        assertThat(folder.resolve("kept.blemish")).doesNotExist();
    }

    private static void refused(final ModelOptions options, final String reason) {
        assertThatThrownBy(() -> new ModelTrainer(options))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(reason);
    }

    private static ModelOptions options(final DetectorOptions method) {
        return ModelOptions.builder()
                .detector(method)
                .preprocessing(Preprocessing.squash(SIDE))
                .turns(Optional.of(QUARTERS))
                .threads(2)
                .build();
    }

    private static FitSummary fit(final ModelOptions options, final PictureSet pictures, final Path file) {
        return new ModelTrainer(options).fit(pictures, file, Progress.SILENT);
    }

    private static PictureSet pictures(final int... numbers) {
        return new PictureSet(
                "boards", Arrays.stream(numbers).mapToObj(TurnedModelTest::good).toList());
    }

    private static Picture good(final int number) {
        return Picture.of(parts.resolve(String.format("all/board/train/good/%03d.png", number)));
    }

    /** What the camera sees if the part is turned by a quarter: the right edge becomes the upper one. */
    private static RgbImage quarter(final RgbImage picture) {
        return Turns.turned(picture, QUARTERS.pose(1));
    }

    private static RgbImage withSpot(final RgbImage picture, final int x, final int y) {
        final byte[] rgb = picture.rgb().clone();
        for (int v = y - 5; v < y + 5; v++) {
            for (int u = x - 5; u < x + 5; u++) {
                for (int c = 0; c < 3; c++) {
                    final int at = (v * SIDE + u) * 3 + c;
                    rgb[at] = (byte) Math.min(255, (rgb[at] & 0xFF) + 90);
                }
            }
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }
}
