package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.image.InspectionMask;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.parallel.Progress;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model with a mask tells the defects inside, and nothing outside moves its verdict. */
@Tag("long")
class MaskedModelTest {
    private static final Path PLATE = Path.of("src/test/resources/io/blemish/golden/plate");

    /** The left half is inspected. */
    private static final InspectionMask LEFT = new InspectionMask(2, 1, List.of(0, 1, 1));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"views", "patchcore", "padim", "spade"})
    @Tag("long")
    void aDefectOutsideChangesNothingAndOneInsideIsTold(final String method) throws IOException {
        final Path file = folder.resolve("masked.blemish");
        trainer(method, Optional.of(LEFT)).fit(training(), file, Progress.SILENT);
        try (Model model = Model.open(file)) {
            assertThat(model.description().formatVersion()).isEqualTo(5);
            assertThat(model.description().preprocessing().mask()).contains(LEFT);
            final Prediction good = model.predict(picture(Optional.empty()));
            final Prediction outside = model.predict(picture(Optional.of(0.6)));
            assertThat(outside.score()).isEqualTo(good.score());
            assertThat(outside.map().values()).isEqualTo(good.map().values());
            final Prediction inside = model.predict(picture(Optional.of(0.1)));
            assertThat(inside.score()).isGreaterThan(1.2f * good.score());
            assertThat(largestOnTheRight(inside.map())).isZero();
        }
    }

    @Test
    void aMaskOfOtherProportionsIsRefusedBeforeTheFit() {
        final InspectionMask tall = new InspectionMask(100, 200, List.of(100, 19_900));
        assertThatThrownBy(() -> trainer("patchcore", Optional.of(tall))
                        .fit(training(), folder.resolve("none.blemish"), Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("Draw the mask on one of the pictures");
        assertThat(folder.resolve("none.blemish")).doesNotExist();
    }

    private static PictureSet training() {
        return Datasets.open(PLATE, DatasetOptions.DEFAULT).trainingPictures();
    }

    private static ModelTrainer trainer(final String method, final Optional<InspectionMask> mask) {
        final DetectorOptions detector = switch (method) {
            case "views" -> ViewsOptions.DEFAULT;
            case "padim" -> PadimOptions.DEFAULT;
            case "spade" -> SpadeOptions.DEFAULT;
            default -> PatchCoreOptions.DEFAULT;
        };
        return new ModelTrainer(
                BackboneGraph.embedded("efficientnet-lite0"),
                detector.defaultLayers(),
                ModelOptions.builder()
                        .detector(detector)
                        .preprocessing(Preprocessing.squash(96).withMask(mask))
                        .build());
    }

    /** A good picture of the test set, with a black square at a share of its width if one is given. */
    private static Picture picture(final Optional<Double> square) throws IOException {
        final BufferedImage image =
                ImageIO.read(PLATE.resolve("test/good/000.png").toFile());
        final BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        square.ifPresent(left -> {
            graphics.setColor(Color.BLACK);
            graphics.fillRect(
                    (int) (left * image.getWidth()),
                    image.getHeight() / 3,
                    image.getWidth() / 4,
                    image.getHeight() / 4);
        });
        graphics.dispose();
        return Picture.of("picture", copy);
    }

    private static float largestOnTheRight(final AnomalyMap map) {
        float largest = 0;
        for (int y = 0; y < map.height(); y++) {
            for (int x = map.width() / 2; x < map.width(); x++) {
                largest = Math.max(largest, map.values()[y * map.width() + x]);
            }
        }
        return largest;
    }
}
