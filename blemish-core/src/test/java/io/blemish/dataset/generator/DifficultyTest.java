package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Difficult parts have smaller, fainter and other defects, lie at other angles, and are seen in light that drifts. */
class DifficultyTest {
    private static final int SIZE = 96;

    @TempDir
    private Path root;

    /** Every defect is there and marked: the mask is not empty, and what differs strongly lies inside it. */
    @ParameterizedTest
    @EnumSource
    void everyDefectCanBeSeenAndIsMarked(final PartKind kind) {
        for (final Difficulty difficulty : List.of(Difficulty.MEDIUM, Difficulty.HARD)) {
            for (final Damage damage : difficulty.defects()) {
                for (int seed = 0; seed < 2; seed++) {
                    final PartPicture good =
                            PartPicture.draw(kind, Optional.empty(), SIZE, seed, "twin", difficulty, 0.5);
                    final PartPicture faulty =
                            PartPicture.draw(kind, Optional.of(damage), SIZE, seed, "twin", difficulty, 0.5);
                    assertThat(faulty.mask().count())
                            .as("%s %s %s %d", kind, damage, difficulty, seed)
                            .isGreaterThan(1);
                    for (int k = 0; k < SIZE * SIZE; k++) {
                        if (!faulty.mask().defect()[k]) {
                            assertThat(change(good.picture(), faulty.picture(), k))
                                    .as("%s %s %s %d", kind, damage, difficulty, seed)
                                    .isLessThanOrEqualTo(14);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void harderFlawsOfTheSurfaceAreSmallerAndFainter(final PartKind kind) {
        for (final Defect defect : List.of(Defect.SCRATCH, Defect.DENT, Defect.STAIN)) {
            assertThat(weight(kind, defect, Difficulty.HARD))
                    .isLessThan(weight(kind, defect, Difficulty.MEDIUM))
                    .isPositive();
            assertThat(weight(kind, defect, Difficulty.MEDIUM)).isLessThan(weight(kind, defect, Difficulty.EASY));
        }
    }

    /** How much a defect changes a picture, over several of them. */
    private static long weight(final PartKind kind, final Defect defect, final Difficulty difficulty) {
        return IntStream.range(0, 4)
                .mapToLong(seed -> {
                    final RgbImage good = PartPicture.draw(kind, Optional.empty(), SIZE, seed, "twin", difficulty, 0)
                            .picture();
                    final RgbImage faulty = PartPicture.draw(
                                    kind, Optional.of(defect), SIZE, seed, "twin", difficulty, 0)
                            .picture();
                    return IntStream.range(0, SIZE * SIZE)
                            .mapToLong(k -> change(good, faulty, k))
                            .sum();
                })
                .sum();
    }

    private static int change(final RgbImage one, final RgbImage other, final int pixel) {
        int largest = 0;
        for (int c = 0; c < 3; c++) {
            largest = Math.max(
                    largest, Math.abs((one.rgb()[3 * pixel + c] & 0xFF) - (other.rgb()[3 * pixel + c] & 0xFF)));
        }
        return largest;
    }

    @Test
    void lightDriftsFromTheFirstTrainingPictureToTheLast() {
        final GeneratorOptions options = GeneratorOptions.DEFAULT
                .withKinds(List.of(PartKind.TILE))
                .withSize(64)
                .withCounts(12, 1, 1);
        generate(root.resolve("easy"), options);
        generate(root.resolve("hard"), options.withDifficulty(Difficulty.HARD));
        assertThat(rise(root.resolve("hard"))).isGreaterThan(1.08);
        assertThat(rise(root.resolve("easy"))).isBetween(0.95, 1.05);
    }

    /** The brightness of the last training pictures, in that of the first ones. */
    private static double rise(final Path folder) {
        final List<Double> means = Datasets.open(folder.resolve("tile"), DatasetOptions.DEFAULT).train().stream()
                .map(sample -> mean(sample.toPicture().decode()))
                .toList();
        final int third = means.size() / 3;
        return sum(means.subList(means.size() - third, means.size())) / sum(means.subList(0, third));
    }

    private static double sum(final List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double mean(final RgbImage image) {
        double sum = 0;
        for (final byte value : image.rgb()) {
            sum += value & 0xFF;
        }
        return sum / image.rgb().length;
    }

    @Test
    void aDifficultDataSetHasTheDefectsThatNoSmallPlaceShows() {
        generate(
                root,
                GeneratorOptions.DEFAULT
                        .withKinds(List.of(PartKind.BOARD))
                        .withSize(64)
                        .withCounts(2, 1, 2)
                        .withDifficulty(Difficulty.MEDIUM));
        final Dataset dataset = Datasets.open(root.resolve("board"), DatasetOptions.DEFAULT);
        assertThat(dataset.warnings()).isEmpty();
        assertThat(dataset.test()).hasSize(1 + 2 * 7);
        assertThat(root.resolve("board/test/exchanged/001.png")).exists();
        assertThat(root.resolve("board/ground_truth/faded/001_mask.png")).exists();
    }

    private static void generate(final Path folder, final GeneratorOptions options) {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(folder, options, workers, Progress.SILENT);
        }
    }
}
