package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.backbone.BackboneGraph;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.export.ExportOptions;
import io.blemish.export.ModelExport;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that cuts pictures into tiles, fitted to woven pictures of two sizes. */
class TiledModelTest {
    private static final int TILE = 64;
    private static final Size SMALL = new Size(150, 64);
    private static final Size LARGE = new Size(112, 160);

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void fit() {
        file = folder.resolve("tiles.blemish");
        trainer(ViewsOptions.DEFAULT, 2).fit(good(6), file, Progress.SILENT);
    }

    private static ModelTrainer trainer(final DetectorOptions detector, final int threads) {
        return new ModelTrainer(BackboneGraph.embedded(), detector.defaultLayers(), options(detector, threads));
    }

    private static ModelOptions options(final DetectorOptions detector, final int threads) {
        return ModelOptions.builder()
                .detector(detector)
                .preprocessing(Preprocessing.squash(TILE).withTiling(Optional.of(new Tiling(TILE, 16))))
                .folds(2)
                .threads(threads)
                .build();
    }

    private static PictureSet good(final int count) {
        return new PictureSet(
                "weave",
                IntStream.range(0, count).mapToObj(TiledModelTest::woven).toList());
    }

    private static Picture woven(final int number) {
        return Picture.of("weave " + number, woven(number, number % 2 == 0 ? SMALL : LARGE));
    }

    /** Stripes both ways with noise. */
    private static RgbImage woven(final int seed, final Size size) {
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] rgb = new byte[3 * size.width() * size.height()];
        for (int i = 0; i < size.width() * size.height(); i++) {
            final int x = i % size.width() / 4 % 2;
            final int y = i / size.width() / 6 % 2;
            final int level = 90 + 40 * x + 30 * y + random.nextInt(20);
            rgb[3 * i] = (byte) level;
            rgb[3 * i + 1] = (byte) (level - 10);
            rgb[3 * i + 2] = (byte) (level - 30);
        }
        return new RgbImage(size.width(), size.height(), rgb);
    }

    /** A picture larger than those of the training with a dark spot. */
    private static Picture spotted(final int left, final int top, final int side) {
        final RgbImage good = woven(100, new Size(300, 200));
        final byte[] rgb = good.rgb().clone();
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                java.util.Arrays.fill(rgb, 3 * (y * 300 + x), 3 * (y * 300 + x) + 3, (byte) 20);
            }
        }
        return Picture.of("spotted", new RgbImage(300, 200, rgb));
    }

    @Test
    void aFileSaysItsTilesAndDoesNotDependOnTheThreads() throws IOException {
        final Path again = folder.resolve("again.blemish");
        trainer(ViewsOptions.DEFAULT, 1).fit(good(6), again, Progress.SILENT);
        assertThat(again).hasSameBinaryContentAs(file);
        final ModelDescription description = ModelContents.read(file).description();
        assertThat(description.formatVersion()).isEqualTo(6);
        assertThat(description.preprocessing().tiling()).contains(new Tiling(TILE, 16));
        assertThat(description.training().sizes()).startsWith(SMALL, LARGE);
        try (Model model = Model.open(file)) {
            final ModelCheck check = model.check().orElseThrow();
            assertThat(check.agrees(model.predict(check.picture()).score())).isTrue();
        }
    }

    @Test
    void aSpotIsFoundInThePicturesOwnPixelsWithTheTrainingPatchThatItWasComparedWith() {
        try (Model model = Model.open(file)) {
            final Prediction clean = model.predict(Picture.of("clean", woven(100, new Size(300, 200))));
            final Prediction spot = model.predict(spotted(203, 121, 9));
            assertThat(spot.anomalous()).isTrue();
            assertThat(spot.score()).isGreaterThan(1.2f * clean.score());
            assertThat(List.of(spot.map().width(), spot.map().height())).containsExactly(300, 200);
            final Region first = spot.regions().get(0);
            assertThat(first.peakX()).isBetween(195, 220);
            assertThat(first.peakY()).isBetween(113, 138);
            final Evidence evidence = first.evidence().orElseThrow();
            final Size trained = Integer.parseInt(evidence.picture().split(" ", -1)[1]) % 2 == 0 ? SMALL : LARGE;
            assertThat(evidence.x() + evidence.width()).isLessThanOrEqualTo(trained.width());
            assertThat(evidence.y() + evidence.height()).isLessThanOrEqualTo(trained.height());
            assertThat(model.thumbnails().measure(evidence.picture(), new Size(300, 200)))
                    .isEqualTo(trained);
            assertThat(model.thumbnails().of(evidence.picture())).isPresent();
            assertThat(model.batch()).isEqualTo(1);
        }
    }

    @Test
    void anUpdateAddsAndForgetsPicturesWithAllTheirTiles() {
        final Path updated = folder.resolve("updated.blemish");
        try (Model model = Model.open(file);
                Workers workers = new Workers(2)) {
            new ModelUpdate(model, file, List.of(woven(6), woven(7)), Set.of("weave 0"))
                    .write(updated, "test", Optional.empty(), Instant.EPOCH, workers, Progress.SILENT);
        }
        try (Model model = Model.open(updated)) {
            assertThat(model.description().training().pictures()).hasSize(7).endsWith("weave 6", "weave 7");
            assertThat(model.description().training().sizes())
                    .startsWith(LARGE, SMALL)
                    .endsWith(SMALL, LARGE);
            assertThat(model.predict(spotted(203, 121, 9)).regions()).isNotEmpty();
        }
    }

    @Test
    void sizesThatNoTiledModelCanHaveAreRefused() {
        final ModelDescription whole = ModelContents.read(file).description();
        final ModelDescription.TrainingDescription training = whole.training();
        for (final Size size : List.of(new Size(TILE - 1, 100), new Size(100_000, 100_000))) {
            final List<Size> sizes = new ArrayList<>(training.sizes());
            sizes.set(2, size);
            final ModelDescription.TrainingDescription forged = new ModelDescription.TrainingDescription(
                    training.dataset(), training.fingerprint(), training.pictures(), training.heldOut(), sizes);
            assertThatThrownBy(() -> whole.with(whole.detector(), forged, whole.entries()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sizes must be those of pictures that can be cut into tiles");
        }
    }

    @Test
    void whatCannotBeCutIsRefusedInASentence() {
        try (Model model = Model.open(file)) {
            assertThatThrownBy(() -> model.predict(Picture.of("narrow", woven(0, new Size(63, 200)))))
                    .isInstanceOf(BlemishException.class)
                    .hasMessage("Picture narrow cannot be cut into tiles. A picture of 63x200 pixels is smaller than a"
                            + " tile of 64. Choose a smaller tile, or fit to whole pictures.");
        }
        for (final DetectorOptions detector : List.of(PadimOptions.DEFAULT, SpadeOptions.DEFAULT)) {
            assertThatThrownBy(() -> trainer(detector, 1))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("cannot be fitted to tiles. Only views and patchcore can.");
        }
        final ModelTrainer tiled = trainer(ViewsOptions.DEFAULT, 1);
        final Network network = new Network(BackboneGraph.embedded(), ViewsOptions.DEFAULT.defaultLayers());
        assertThatThrownBy(() -> new ModelTrainer(List.of(network, network), options(ViewsOptions.DEFAULT, 1)))
                .hasMessage("Tiles go through one network, not 2. Name one.");
        assertThatThrownBy(() -> tiled.fit(
                        good(6),
                        FeatureFolder.open(folder.resolve("features")),
                        folder.resolve("kept.blemish"),
                        Progress.SILENT))
                .hasMessageContaining("Features of tiles are not kept");
        assertThatThrownBy(() -> tiled.fit(
                        "far",
                        (order, progress) -> {
                            throw new AssertionError("asked for pictures");
                        },
                        folder.resolve("far.blemish"),
                        Progress.SILENT))
                .hasMessageContaining("takes whole pictures, not tiles");
    }

    @Test
    void aTiledModelIsNotExported() {
        final Path graph = folder.resolve("tiles.onnx");
        assertThatThrownBy(() -> new ModelExport(file, OpenOptions.DEFAULT)
                        .write(graph, ExportOptions.DEFAULT, List.of(), Progress.SILENT))
                .isInstanceOfSatisfying(
                        BlemishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_EXPORTABLE))
                .hasMessageContaining("cuts pictures into tiles");
        assertThat(Files.exists(graph)).isFalse();
    }

    @Test
    void muchLargerPicturesAreMentionedWithWhatIsLostAndWhatTilesCost() {
        final Preprocessing usual = Preprocessing.squash(224);
        assertThat(Reduction.of(usual, new Size(2000, 1500)).orElseThrow().sentence())
                .isEqualTo(
                        "Pictures of 2000x1500 pixels are seen as 224x224, so that a scratch less than 9 pixels wide is"
                                + " less than one pixel there and may be missed. Cut into tiles of 320 pixels they are seen in full"
                                + " size: each is 48 tiles then, which take about 98 times as long.");
        assertThat(Reduction.of(usual, new Size(9500, 7500)).orElseThrow().sentence())
                .as("larger than what is cut into tiles in full size")
                .contains("each is 1110 tiles then");
        assertThat(Reduction.of(usual, new Size(2000, 500))).isEmpty();
        assertThat(Reduction.of(usual.withTiling(Optional.of(Tiling.of(320))), new Size(2000, 1500)))
                .isEmpty();
    }
}
