package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.alignment.AlignmentOptions;
import io.blemish.array.ByteMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.export.ExportOptions;
import io.blemish.export.ModelExport;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.Tiling;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that brings pictures to the pose of a template tells defects of parts that move in view, where they are. */
@Tag("long")
class AlignedModelTest {
    private static final int SIDE = 128;
    private static final int GOOD = 14;

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
                            .withKinds(List.of(PartKind.BOARD, PartKind.GEAR))
                            .withSize(SIDE)
                            .withCounts(GOOD, 6, 1),
                    workers,
                    Progress.SILENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"patchcore", "padim"})
    void aDefectOfAMovedPartIsToldWhereItIs(final String method) throws IOException {
        final Path file = folder.resolve("aligned.blemish");
        fit(options(method).alignment(Optional.of(AlignmentOptions.FIRST)).build(), file);
        try (Model model = Model.open(file)) {
            assertThat(model.description().formatVersion()).isEqualTo(6);
            assertThat(model.description().alignment().orElseThrow().found().mostDegrees())
                    .isBetween(5.0, 45.0);
            final ModelCheck check = model.check().orElseThrow();
            assertThat(check.agrees(model.predict(model.checkPicture(check)).score()))
                    .isTrue();
            int toldDefective = 0;
            for (int i = 0; i < 4; i++) {
                final AffineTransform moved = moved(50 + i);
                final Prediction good =
                        model.predict(Picture.of("good", drawn(read("board/test/good", i), moved, false)));
                final Prediction bad = model.predict(Picture.of("bad", drawn(read("board/test/good", i), moved, true)));
                assertThat(bad.score()).isGreaterThan(good.score());
                final Point2D middle = moved.transform(new Point2D.Double(0.5 * SIDE, 0.42 * SIDE), null);
                assertThat(hottest(bad.map()).distance(middle)).isLessThan(0.12 * SIDE);
                // A picture that is told to be good has no regions.
                bad.regions().stream()
                        .limit(1)
                        .forEach(region -> assertThat(middle.distance(region.peakX(), region.peakY()))
                                .isLessThan(0.12 * SIDE));
                toldDefective += bad.anomalous() ? 1 : 0;
            }
            assertThat(toldDefective).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void moreIsFoundThanWithoutAlignment() throws IOException {
        assertThat(rightlyOrdered(Optional.of(AlignmentOptions.FIRST)))
                .isGreaterThan(rightlyOrdered(Optional.empty()) + 0.1);
    }

    @Test
    void anotherPartIsRefusedAndNotToldToBeGood() throws IOException {
        final Path file = folder.resolve("aligned.blemish");
        final FitSummary fitted = fitWithAnotherPart(file);
        assertThat(fitted.failures()).singleElement().asString().contains("gear.png", "does not show the part");
        try (Model model = Model.open(file)) {
            final Outcome outcome = model.predict(List.of(Picture.of("gear.png", read("gear/test/good", 0))))
                    .get(0);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo(ErrorCode.PICTURE_NOT_ALIGNED));
        }
        assertThatThrownBy(() -> new ModelExport(file, OpenOptions.DEFAULT)
                        .write(folder.resolve("graph.onnx"), ExportOptions.DEFAULT, List.of(), Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("brings each picture to the pose of a template");
    }

    @Test
    void anUpdatedModelKeepsItsTemplate() throws IOException {
        final Path file = folder.resolve("aligned.blemish");
        fit(options("patchcore").alignment(Optional.of(AlignmentOptions.FIRST)).build(), file);
        final Picture further = Picture.of("further.png", drawn(read("board/test/good", 5), moved(77), false));
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                Workers workers = new Workers(2)) {
            new ModelUpdate(model, file, List.of(further), Set.of())
                    .write(file, "test", Optional.empty(), Instant.EPOCH, workers, Progress.SILENT);
            try (Model updated = Model.open(file)) {
                assertThat(updated.alignment()).isEqualTo(model.alignment());
                assertThat(updated.description().training().pictures()).contains("further.png");
            }
        }
    }

    @Test
    void aTemplateThatDoesNotBelongToItsModelIsRefusedInWords() throws IOException {
        final Path file = folder.resolve("aligned.blemish");
        fit(options("patchcore").alignment(Optional.of(AlignmentOptions.FIRST)).build(), file);
        final Path forged = folder.resolve("forged.blemish");
        for (final boolean left : new boolean[] {false, true}) {
            forge(file, forged, left);
            assertThatThrownBy(() -> Model.open(forged))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("forged.blemish")
                    .hasMessageContaining("template");
        }
    }

    @Test
    void tilesAndAlignmentDoNotGoTogether() {
        final ModelOptions both = options("patchcore")
                .preprocessing(Preprocessing.squash(64).withTiling(Optional.of(Tiling.of(64))))
                .alignment(Optional.of(AlignmentOptions.FIRST))
                .build();
        assertThatThrownBy(() -> new ModelTrainer(both))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("not cut into tiles");
    }

    /** How often a defective part has a higher score than a good one. */
    private double rightlyOrdered(final Optional<AlignmentOptions> alignment) throws IOException {
        final Path file = folder.resolve("ordered.blemish");
        fit(options("padim").alignment(alignment).build(), file);
        int right = 0;
        try (Model model = Model.open(file)) {
            final List<Float> good = new ArrayList<>();
            final List<Float> bad = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                good.add(model.predict(Picture.of("good", drawn(read("board/test/good", i), moved(50 + i), false)))
                        .score());
                bad.add(model.predict(Picture.of("bad", drawn(read("board/test/good", i), moved(70 + i), true)))
                        .score());
            }
            for (final float one : bad) {
                right += (int) good.stream().filter(other -> one > other).count();
            }
        }
        return right / 36.0;
    }

    private FitSummary fitWithAnotherPart(final Path file) throws IOException {
        final List<Picture> pictures = new ArrayList<>(training());
        pictures.add(Picture.of("gear.png", read("gear/train/good", 0)));
        return trainer(options("patchcore")
                        .alignment(Optional.of(AlignmentOptions.FIRST))
                        .build())
                .fit(new PictureSet("parts", pictures), file, Progress.SILENT);
    }

    private static void fit(final ModelOptions options, final Path file) throws IOException {
        trainer(options).fit(new PictureSet("parts", training()), file, Progress.SILENT);
    }

    private static ModelTrainer trainer(final ModelOptions options) {
        return new ModelTrainer(
                BackboneGraph.embedded("efficientnet-lite0"), options.detector().defaultLayers(), options);
    }

    private static ModelOptions.Builder options(final String method) {
        final DetectorOptions detector = switch (method) {
            case "padim" -> PadimOptions.DEFAULT;
            default -> PatchCoreOptions.DEFAULT;
        };
        return ModelOptions.builder().detector(detector).preprocessing(Preprocessing.squash(96));
    }

    private static List<Picture> training() throws IOException {
        final List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            pictures.add(Picture.of("good" + i + ".png", drawn(read("board/train/good", i), moved(i), false)));
        }
        return pictures;
    }

    private static BufferedImage read(final String folder, final int number) throws IOException {
        return ImageIO.read(parts.resolve("all")
                .resolve(folder)
                .resolve("%03d.png".formatted(number))
                .toFile());
    }

    /** Turned by up to 20 degrees and shifted by up to 8% of the side. */
    private static AffineTransform moved(final int seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final AffineTransform transform = AffineTransform.getTranslateInstance(
                SIDE * random.nextDouble(-0.08, 0.08), SIDE * random.nextDouble(-0.08, 0.08));
        transform.rotate(Math.toRadians(random.nextDouble(-20, 20)), SIDE / 2.0, SIDE / 2.0);
        return transform;
    }

    /** The part moved by Java2D, perhaps with a stain above its middle. */
    private static BufferedImage drawn(final BufferedImage part, final AffineTransform moved, final boolean stained) {
        final BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(part.getRGB(1, 1)));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(part, moved, null);
        if (stained) {
            graphics.transform(moved);
            graphics.setColor(Color.MAGENTA);
            graphics.fillOval((int) (0.42 * SIDE), (int) (0.34 * SIDE), (int) (0.16 * SIDE), (int) (0.16 * SIDE));
        }
        graphics.dispose();
        return picture;
    }

    /** Where the map is highest, in the picture as it is. */
    private static Point2D hottest(final AnomalyMap map) {
        int top = 0;
        for (int i = 0; i < map.values().length; i++) {
            top = map.values()[i] > map.values()[top] ? i : top;
        }
        return new Point2D.Double(
                map.placement().toPictureX(top % map.width()), map.placement().toPictureY(top / map.width()));
    }

    /** The same model with a template of another size, or with none. */
    private static void forge(final Path file, final Path forged, final boolean left) throws IOException {
        final ModelDescription description = ModelContents.read(file).description();
        try (ArtifactFile entries = ArtifactFile.open(file);
                ArtifactWriter writer = new ArtifactWriter(forged)) {
            for (final String name : description.entries().keySet()) {
                if (!name.equals(ModelFile.TEMPLATE)) {
                    writer.copy(name, entries);
                } else if (!left) {
                    writer.bytes(name, ByteMatrix.wrap(new byte[64], 8, 8));
                }
            }
            writer.finish(ModelFile.DESCRIPTION, Json.document(description.withEntries(writer.entries())));
        }
    }
}
