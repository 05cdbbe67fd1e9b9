package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.Label;
import io.blemish.dataset.Mask;
import io.blemish.dataset.Sample;
import io.blemish.image.Fingerprint;
import io.blemish.image.Picture;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartGeneratorTest {
    private static final GeneratorOptions SMALL =
            GeneratorOptions.DEFAULT.withSize(64).withCounts(2, 1, 1);

    @TempDir
    Path root;

    @Test
    void writesOneDataSetForEachKind() {
        generate(root, SMALL);
        assertThat(Datasets.categories(root)).containsExactly("board", "gear", "label", "plate", "textile", "tile");
        for (final var category : Datasets.categories(root)) {
            final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withCategory(category));
            assertThat(dataset.layout()).isEqualTo("mvtec");
            assertThat(dataset.warnings()).isEmpty();
            assertThat(dataset.train()).hasSize(2);
            assertThat(dataset.test()).hasSize(1 + Defect.values().length);
            assertThat(dataset.test())
                    .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                    .allMatch(sample -> sample.mask() instanceof Mask.Picture);
        }
    }

    /** The bytes must not depend on the JDK, the processor or the number of threads. */
    @ParameterizedTest
    @CsvSource({
        "PLATE, 6000abe40d4c795cf222f82d25c018ccc06c0b8fee606f49ef309983f761482c",
        "TEXTILE, 915ac9ff76ef110ddd3f89123a03faf1de5ed6f327df0da355a3163386aa620f",
        "LABEL, 61a3d72578fb832e7ef4a46ce703626711d9a79d4596e01942c27e3962ea3a7e",
        "GEAR, cc258cc63c11f66e3d34811af30715af27be8a637654d8a0d2d71c696658dfe3",
        "BOARD, d7fc29994d65d77cf5c10145efb216f16dc974e1fc0b909518d77879194ba0f2",
        "TILE, 8b4346526623344249f2ff38926d8ff059899b246c2e8b2a0d3ff8cbcd628efa"
    })
    void givesTheSameBytesEverywhere(final PartKind kind, final String expected) {
        generate(root, SMALL.withKinds(List.of(kind)).withSeed(5));
        final Dataset dataset = Datasets.open(root.resolve(kind.folderName()), DatasetOptions.DEFAULT);
        assertThat(Fingerprint.of(
                        dataset.samples().stream().map(Sample::toPicture).toList()))
                .isEqualTo(expected);
    }

    @Test
    void anotherSeedGivesOtherParts(@TempDir final Path other) {
        final GeneratorOptions gear = SMALL.withKinds(List.of(PartKind.GEAR));
        generate(root, gear.withSeed(1));
        generate(other, gear.withSeed(2));
        assertThat(Picture.of(root.resolve("gear/train/good/000.png")).sha256())
                .isNotEqualTo(
                        Picture.of(other.resolve("gear/train/good/000.png")).sha256())
                .isNotEqualTo(
                        Picture.of(root.resolve("gear/train/good/001.png")).sha256());
    }

    @Test
    void refusesAFolderThatIsNotEmpty() throws IOException {
        Files.writeString(root.resolve("mine.txt"), "keep");
        assertThatThrownBy(() -> generate(root, SMALL))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> generate(root.resolve("mine.txt"), SMALL))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> generate(root.resolve("mine.txt/below"), SMALL))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void leavesNoUnfinishedFolderIfItIsStopped() throws IOException {
        final GeneratorOptions two = SMALL.withKinds(List.of(PartKind.TILE, PartKind.GEAR));
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> PartGenerator.generate(root, two, workers, (stage, done, total) -> {
                        if (done == total / 2 + 3) {
                            throw new IllegalStateException("stopped");
                        }
                    }))
                    .hasStackTraceContaining("stopped");
        }
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).containsExactly(root.resolve("tile"));
        }
    }

    @Test
    void reportsEveryPicture() {
        final List<Long> reported = new ArrayList<>();
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    root, SMALL.withKinds(List.of(PartKind.GEAR)), workers, (stage, done, total) -> reported.add(done));
        }
        assertThat(reported).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void findsAKindByItsNameOnTheCommandLine() {
        assertThat(PartKind.of("Gear")).isEqualTo(PartKind.GEAR);
        assertThatThrownBy(() -> PartKind.of("wheel"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("wheel")
                .hasMessageContaining("plate, textile");
    }

    private static void generate(final Path root, final GeneratorOptions options) {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(root, options, workers, Progress.SILENT);
        }
    }
}
