package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    @TempDir
    Path root;

    @Test
    void countsKindsMasksAndSizes() {
        new Tree(root)
                .pictures(9, 4, "train/good/0.png", "train/good/1.png", "train/good/2.png")
                .pictures(8, 4, "test/good/a.png", "test/dent/b.png", "test/dent/c.png")
                .mask(8, 4, 1, "ground_truth/dent/c_mask.png");
        final Inspection inspection = inspect();
        assertThat(inspection.counts())
                .containsExactly(
                        new Inspection.Count(Split.TRAIN, Label.NORMAL, "good", 3, 0),
                        new Inspection.Count(Split.TEST, Label.ANOMALOUS, "dent", 2, 1),
                        new Inspection.Count(Split.TEST, Label.NORMAL, "good", 1, 0));
        assertThat(inspection.sizes())
                .containsEntry("8x4", 3)
                .containsEntry("9x4", 3)
                .hasSize(2);
        assertThat(inspection.problems()).singleElement().asString().contains("Without a mask", "b.png");
        assertThat(inspection.published()).isEmpty();
    }

    @Test
    void namesEachFileThatCannotBeReadInOrder() {
        for (int k = 0; k < 20; k++) {
            new Tree(root).pictures(8, 4, "train/good/%03d.png".formatted(k));
        }
        new Tree(root)
                .with("train/good/007.png", "train/good/017.png")
                .pictures(8, 4, "test/good/a.png", "test/dent/b.png", "test/dent/c.png")
                .mask(8, 4, 1, "ground_truth/dent/b_mask.png")
                .mask(4, 8, 1, "ground_truth/dent/c_mask.png");
        final Inspection inspection = inspect();
        assertThat(inspection.problems())
                .hasSize(3)
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("007.png is not a picture"),
                        problem -> assertThat(problem).contains("017.png is not a picture"),
                        problem -> assertThat(problem).contains("c_mask.png has 4x8 pixels", "c.png has 8x4"));
        assertThat(inspection.problems())
                .filteredOn(problem -> problem.contains("is not a picture"))
                .isSorted();
        assertThat(inspection.sizes()).containsExactly(entry("8x4", 20));
    }

    @Test
    void namesAnEmptyMask() {
        new Tree(root)
                .pictures(8, 4, "train/good/0.png", "test/good/1.png", "test/dent/2.png")
                .mask(8, 4, 0, "ground_truth/dent/2_mask.png");
        assertThat(inspect().problems())
                .containsExactly("The mask of test/dent/2.png is empty, though the picture is not good.");
    }

    @Test
    void findsDuplicatesByContent() {
        new Tree(root)
                .pictures(8, 4, "train/good/0.png", "train/good/1.png", "test/good/3.png", "test/dent/0.png")
                .copy("train/good/1.png", "train/good/2.png")
                .copy("train/good/0.png", "test/good/0.png");
        assertThat(inspect().problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("to test as well", "train/good/0.png = test/good/0.png")
                        .doesNotContain("1.png"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("occur more than once", "train/good/1.png = train/good/2.png")
                        .doesNotContain("0.png"));
    }

    @Test
    void tellsWhichPicturesAreMissingForFigures() {
        new Tree(root).pictures(8, 4, "train/good/0.png", "test/dent/0.png");
        final Inspection inspection = inspect();
        assertThat(inspection.isGoodAlone()).isFalse();
        assertThat(inspection.problems()).singleElement().asString().contains("no good picture to test");
    }

    @Test
    void goodPicturesAloneLackNothing() {
        new Tree(root).pictures(8, 4, "good/0.png", "good/1.png");
        final Inspection inspection = inspect();
        assertThat(inspection.isGoodAlone()).isTrue();
        assertThat(inspection.problems()).isEmpty();
    }

    private Inspection inspect() {
        final List<Long> reported = new ArrayList<>();
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        try (Workers workers = new Workers(3)) {
            final Inspection inspection = Inspection.of(dataset, workers, (stage, done, total) -> reported.add(done));
            assertThat(reported).hasSize(dataset.samples().size()).isSorted();
            return inspection;
        }
    }
}
