package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @TempDir
    private Path folder;

    @Test
    void aTrainingPictureWithAFaintSpotIsComparedWithItselfAtThatPlace() {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("parts"),
                    GeneratorOptions.DEFAULT
                            .withKinds(List.of(PartKind.TEXTILE))
                            .withCounts(4, 1, 1),
                    workers,
                    Progress.SILENT);
        }
        final Path data = folder.resolve("parts/textile");
        final Path fitted = folder.resolve("fitted.blemish");
        new ModelTrainer(ModelOptions.builder()
                        .detector(PatchCoreOptions.builder().coreset(1).build())
                        .threads(2)
                        .build())
                .fit(Datasets.open(data, DatasetOptions.DEFAULT).trainingPictures(), fitted, Progress.SILENT);
        final Path strict = folder.resolve("strict.blemish");
        ThresholdChange.write(
                fitted,
                strict,
                before -> before.at(0.01f),
                "test",
                Optional.empty(),
                Instant.parse("2026-11-01T00:00:00Z"));

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
