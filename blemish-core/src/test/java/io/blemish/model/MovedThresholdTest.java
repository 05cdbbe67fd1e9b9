package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.ResourceException;
import io.blemish.image.Picture;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever finds the threshold of a model too strict judges by another one, without another file. */
class MovedThresholdTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/blemish/golden");
    private static final Path FILE = GOLDEN.resolve("patchcore-exact.blemish");
    private static final Picture GOOD = Picture.of("good", GOLDEN.resolve("plate/test/good/000.png"));

    @TempDir
    private Path folder;

    /** A picture below the threshold has no regions, so a lower one has to find them in its map. */
    @Test
    void aLowerThresholdShowsRegionsOfAPictureThatWasNormal() {
        try (Model model = Model.open(FILE)) {
            final Prediction normal = model.predict(GOOD);
            assertThat(normal.anomalous()).isFalse();
            assertThat(normal.regions()).isEmpty();
            final float lower = normal.score() / 2;

            final Prediction told = normal.at(lower);
            assertThat(told.anomalous()).isTrue();
            assertThat(told.verdict()).isEqualTo(Decision.DEFECT);
            assertThat(told.threshold()).isEqualTo(lower);
            assertThat(told.score()).isEqualTo(normal.score());
            assertThat(told.regions()).isNotEmpty();
            assertThat(told.at(normal.threshold()).regions()).isEmpty();
            assertThat(told.toJson()).contains("\"verdict\":\"defect\"");
        }
    }

    @Test
    void aModelWithAnotherThresholdJudgesAsOneWhoseFileHasIt() {
        final Path changed = folder.resolve("changed.blemish");
        try (Model model = Model.open(FILE)) {
            final Calibration calibration = model.calibration();
            final float[] scores = calibration.scores();
            for (final float value : List.of(0f, scores[0], scores[scores.length / 2], calibration.threshold() * 3)) {
                ThresholdChange.write(
                        FILE, changed, before -> before.at(value), "test", Optional.empty(), Instant.EPOCH);
                try (Model written = Model.open(changed);
                        Model view = model.withThreshold(value)) {
                    final Prediction expected = written.predict(GOOD);
                    final Prediction moved = view.predict(GOOD);
                    assertThat(moved.toJson()).isEqualTo(expected.toJson());
                    assertThat(withoutEvidence(model.predict(GOOD).at(calibration.at(value))))
                            .isEqualTo(withoutEvidence(expected));
                }
                // Closing the view does not close what it shares.
                assertThat(model.predict(GOOD).threshold()).isEqualTo(calibration.threshold());
            }
        }
        assertThat(Files.exists(changed)).isTrue();
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsKept() throws IOException {
        final Path file = Files.copy(FILE, folder.resolve("shared.blemish"));
        assertThatThrownBy(() -> ThresholdChange.write(
                        file,
                        file,
                        before -> {
                            ThresholdChange.write(
                                    file, file, same -> same.at(7), "the first", Optional.empty(), Instant.EPOCH);
                            return before.at(8);
                        },
                        "the second",
                        Optional.empty(),
                        Instant.EPOCH))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("shared.blemish was changed by somebody else meanwhile");
        try (ModelFile now = ModelFile.open(file)) {
            assertThat(now.calibration().threshold()).isEqualTo(7);
            assertThat(now.changes()).extracting(ModelChange::who).containsExactly("the first");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aThresholdOfNothingCanBeLeftAgain() {
        try (Model model = Model.open(FILE)) {
            final float value = model.calibration().threshold() / 2;
            assertThat(model.withThreshold(0).withThreshold(value).calibration())
                    .isEqualTo(model.withThreshold(value).calibration());
        }
    }

    private static List<List<Number>> withoutEvidence(final Prediction prediction) {
        return prediction.regions().stream().map(MovedThresholdTest::numbers).toList();
    }

    private static List<Number> numbers(final Region region) {
        return List.of(region.x(), region.y(), region.width(), region.height(), region.peak());
    }

    @Test
    void aViewCannotJudgeOnceTheModelIsClosed() {
        final Model view;
        try (Model model = Model.open(FILE)) {
            view = model.withThreshold(1);
        }
        assertThatThrownBy(() -> view.predict(GOOD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void whatIsNoThresholdIsRefused() {
        try (Model model = Model.open(FILE)) {
            final Prediction prediction = model.predict(GOOD);
            for (final float value : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> prediction.at(value)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> model.withThreshold(value)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
