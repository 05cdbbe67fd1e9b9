package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.ModelException;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Evidence;
import io.blemish.prediction.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a region was compared with. */
@Tag("long")
class EvidenceTest {
    private static final int SPOT_X = 96;
    private static final int SPOT_Y = 128;
    private static final int SPOT = 48;

    /** So little brighter that the same place of the same picture is still the nearest. */
    private static final int BRIGHTER = 12;

    private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path fitted;

    @BeforeAll
    static void fit() {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("parts"),
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.TEXTILE))
                            .withCounts(4, 1, 1),
                    workers,
                    Progress.SILENT);
        }
        data = folder.resolve("parts/textile");
        fitted = fit("fitted.blemish", KeptEvidence.THUMBNAILS, 0.02);
    }

    private static Path fit(final String name, final KeptEvidence evidence, final double coreset) {
        final Path file = folder.resolve(name);
        new ModelTrainer(ModelOptions.builder()
                        .detector(PatchCoreOptions.builder().coreset(coreset).build())
                        .evidence(evidence)
                        .threads(2)
                        .build())
                .fit(Datasets.open(data, DatasetOptions.DEFAULT).trainingPictures(), file, Progress.SILENT);
        return file;
    }

    @Test
    void viewsKeepSmallCopiesUnlessToldAndOtherDetectorsOnlyIfTold() {
        final ModelOptions views = ModelOptions.DEFAULT;
        final ModelOptions patchCore =
                views.toBuilder().detector(PatchCoreOptions.DEFAULT).build();
        assertThat(views.keptEvidence()).isEqualTo(KeptEvidence.THUMBNAILS);
        assertThat(patchCore.keptEvidence()).isEqualTo(KeptEvidence.POSITIONS);
        assertThat(views.toBuilder().evidence(KeptEvidence.POSITIONS).build().keptEvidence())
                .isEqualTo(KeptEvidence.POSITIONS);
        assertThat(patchCore.toBuilder()
                        .evidence(KeptEvidence.THUMBNAILS)
                        .build()
                        .keptEvidence())
                .isEqualTo(KeptEvidence.THUMBNAILS);
    }

    @Test
    void aModelHoldsSmallCopiesOfItsPicturesThroughAllChanges() throws IOException {
        final Path changed = folder.resolve("changed.blemish");
        ThresholdChange.write(fitted, changed, before -> before.at(1), "test", Optional.empty(), TIME);
        final Picture further = Picture.of("further", Files.readAllBytes(data.resolve("test/good/000.png")));
        try (Model model = Model.open(changed);
                Workers workers = new Workers(2)) {
            new ModelUpdate(model, changed, List.of(further), Set.of("train/good/000.png"))
                    .write(changed, "test", Optional.empty(), TIME, workers, Progress.SILENT);
        }

        final Thumbnails thumbnails = Thumbnails.read(changed);
        assertThat(thumbnails.count()).isEqualTo(4);
        assertThat(thumbnails.of("train/good/000.png")).isEmpty();
        assertThat(thumbnails.of("train/good/003.png"))
                .isEqualTo(Thumbnails.read(fitted).of("train/good/003.png"));
        assertSame(thumbnails.of("further").orElseThrow(), further.decode());
    }

    /** JPEG keeps the mean of a picture to a level. */
    private static void assertSame(final RgbImage copy, final RgbImage picture) {
        assertThat(copy.size()).isEqualTo(picture.size());
        assertThat(mean(copy)).isCloseTo(mean(picture), within(1.0));
    }

    private static double mean(final RgbImage image) {
        double sum = 0;
        for (final byte value : image.rgb()) {
            sum += value & 0xFF;
        }
        return sum / image.rgb().length;
    }

    @Test
    void aModelWithoutCopiesIsTheSameModel() {
        final Path positions = fit("positions.blemish", KeptEvidence.POSITIONS, 0.02);

        final ModelContents without = ModelContents.read(positions);
        final Map<String, ModelContents.Entry> with =
                new HashMap<>(ModelContents.read(fitted).entries());
        assertThat(with.keySet().removeIf(name -> name.startsWith("thumbnails/")))
                .isTrue();
        assertThat(without.entries()).isEqualTo(with);
        assertThat(without.thumbnails()).isZero();
    }

    @Test
    void copiesThatAreNotThoseOfThePicturesAreRefused() throws IOException {
        final Path wrong = folder.resolve("wrong.blemish");
        try (ModelFile file = ModelFile.open(fitted);
                ArtifactWriter writer = new ArtifactWriter(wrong)) {
            for (final String name : file.description().entries().keySet()) {
                if (name.equals("thumbnails/ends.npy")) {
                    writer.ints(name, new int[] {5, 3, 7, file.thumbnails().count()}, 4);
                } else {
                    writer.copy(name, file.entries());
                }
            }
            writer.finish("model.json", Json.document(file.description().withEntries(writer.entries())));
        }
        assertThatThrownBy(() -> Model.open(wrong))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its thumbnails are not those of its pictures");
    }

    @Test
    void aTrainingPictureWithAFaintSpotIsComparedWithItselfAtThatPlace() {
        final Path strict = folder.resolve("strict.blemish");
        ThresholdChange.write(
                fit("all.blemish", KeptEvidence.POSITIONS, 1),
                strict,
                before -> before.at(0.01f),
                "test",
                Optional.empty(),
                TIME);

        final RgbImage good = new ImageDecoder().decode(data.resolve("train/good/002.png"));
        final byte[] rgb = good.rgb().clone();
        for (int y = SPOT_Y; y < SPOT_Y + SPOT; y++) {
            for (int x = SPOT_X; x < SPOT_X + SPOT; x++) {
                for (int c = 0; c < 3; c++) {
                    final int at = 3 * (y * good.width() + x) + c;
                    rgb[at] = (byte) Math.min(255, (rgb[at] & 0xFF) + BRIGHTER);
                }
            }
        }
        try (Model model = Model.open(strict)) {
            final Region region = model.predict(Picture.of("spot", new RgbImage(good.width(), good.height(), rgb)))
                    .regions()
                    .get(0);
            final Evidence evidence = region.evidence().orElseThrow();
            assertThat(evidence.picture()).isEqualTo("train/good/002.png");
            assertThat(evidence.x() + evidence.width() / 2).isBetween(SPOT_X - SPOT, SPOT_X + 2 * SPOT);
            assertThat(evidence.y() + evidence.height() / 2).isBetween(SPOT_Y - SPOT, SPOT_Y + 2 * SPOT);
            assertThat(evidence.distance()).isPositive();
        }
    }
}
