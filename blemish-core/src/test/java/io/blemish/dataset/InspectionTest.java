package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.InputException;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    /** Every picture is 8 × 4 with two pixels of defect. */
    private static final Probe FINE = sample -> new Probe.Seen(8, 4, OptionalLong.of(2));

    @TempDir
    Path root;

    @Test
    void countsKindsMasksAndSizes() {
        new Tree(root)
                .numbered(3, "train/good/", ".png")
                .with("test/good/a.png", "test/dent/b.png", "test/dent/c.png", "ground_truth/dent/c_mask.png");
        final Inspection inspection =
                inspect(sample -> new Probe.Seen(sample.split() == Split.TRAIN ? 9 : 8, 4, OptionalLong.empty()));
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
        new Tree(root).numbered(20, "train/good/", ".png").with("test/good/a.png", "test/dent/b.png");
        final Inspection inspection = inspect(sample -> {
            if (sample.id().endsWith("7.png")) {
                throw new InputException(sample.id() + " is cut off.");
            }
            return new Probe.Seen(8, 4, OptionalLong.of(1));
        });
        assertThat(inspection.problems())
                .containsExactly("train/good/007.png is cut off.", "train/good/017.png is cut off.");
        assertThat(inspection.sizes()).containsEntry("8x4", 20);
    }

    @Test
    void tellsOfAnEmptyMask() {
        new Tree(root).with("train/good/0.png", "test/good/1.png", "test/dent/2.png", "ground_truth/dent/2_mask.png");
        assertThat(inspect(sample -> new Probe.Seen(8, 4, OptionalLong.of(0))).problems())
                .containsExactly("The mask of test/dent/2.png is empty, though the picture is not good.");
    }

    @Test
    void findsTwinsByContent() {
        new Tree(root)
                .holding("train/good/0.png", "aaaa")
                .holding("train/good/1.png", "bbbb")
                .holding("train/good/2.png", "bbbb")
                .holding("test/good/0.png", "aaaa")
                .holding("test/good/3.png", "cccc")
                .holding("test/dent/0.png", "ddddd");
        assertThat(inspect(FINE).problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("to test as well", "train/good/0.png = test/good/0.png")
                        .doesNotContain("1.png"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("there twice", "train/good/1.png = train/good/2.png")
                        .doesNotContain("0.png"));
    }

    @Test
    void tellsWhatIsMissingForFigures() {
        new Tree(root).with("train/good/0.png", "test/dent/0.png");
        final Inspection inspection = inspect(FINE);
        assertThat(inspection.isGoodAlone()).isFalse();
        assertThat(inspection.problems()).singleElement().asString().contains("no good picture to test");
    }

    @Test
    void goodPicturesAloneLackNothing() {
        new Tree(root).with("good/0.png", "good/1.png");
        final Inspection inspection = inspect(FINE);
        assertThat(inspection.isGoodAlone()).isTrue();
        assertThat(inspection.problems()).isEmpty();
    }

    @Test
    void comparesWithWhatIsPublished() {
        new Tree(root)
                .numbered(60, "toothbrush/train/good/", ".png")
                .numbered(12, "toothbrush/test/good/", ".png")
                .numbered(30, "toothbrush/test/defective/", ".png");
        final Path toothbrush = root.resolve("toothbrush");
        assertThat(PublishedCounts.compare(Datasets.open(toothbrush, DatasetOptions.DEFAULT)))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("complete", "60 to fit on and 42 to test (12 good, 30 defective)"));
        assertThat(PublishedCounts.compare(Datasets.open(toothbrush, DatasetOptions.DEFAULT.withTrainEvery(2))))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("not as published", "30 to fit on"));
    }

    @Test
    void knowsWhatTheArchivesHoldWhereThePapersSayOtherwise() {
        new Tree(root)
                .numbered(360, "splicing_connectors/train/good/", ".png")
                .numbered(119, "splicing_connectors/test/good/", ".png")
                .numbered(108, "splicing_connectors/test/logical_anomalies/", ".png")
                .numbered(85, "splicing_connectors/test/structural_anomalies/", ".png");
        assertThat(PublishedCounts.compare(Datasets.open(root.resolve("splicing_connectors"), DatasetOptions.DEFAULT)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("complete", "360 to fit on"));
        final List<Dataset> btad = Stream.of("01", "02", "03")
                .map(name -> new Dataset(name, root, "btad", List.of()))
                .toList();
        assertThat(PublishedCounts.compare(btad))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("1799 to fit on and 741 to test (451 good, 290 defective) are published"));
    }

    @Test
    void comparesAllFifteenCategoriesTogether() {
        final List<Dataset> all = new ArrayList<>();
        for (final var name : List.of(
                "bottle",
                "cable",
                "capsule",
                "carpet",
                "grid",
                "hazelnut",
                "leather",
                "metal_nut",
                "pill",
                "screw",
                "tile",
                "toothbrush",
                "transistor",
                "wood",
                "zipper")) {
            all.add(new Dataset(name, root, "mvtec", List.of()));
        }
        // The paper's totals: 3629 to fit on and 1725 to test, 467 of them good.
        assertThat(PublishedCounts.compare(all))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("3629 to fit on and 1725 to test (467 good, 1258"));
        assertThat(PublishedCounts.compare(all.subList(1, 15))).isEmpty();
        assertThat(PublishedCounts.compare(List.of())).isEmpty();
    }

    @Test
    void knowsMagneticTileDefects() {
        final Dataset mtd = Datasets.open(SharedData.folder("mtd"), DatasetOptions.DEFAULT);
        assertThat(PublishedCounts.compare(mtd)).contains("mtd is complete, as published: 952 good and 392 defective.");
    }

    private Inspection inspect(final Probe probe) {
        final List<Long> heard = new ArrayList<>();
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        try (Workers workers = new Workers(3)) {
            final Inspection inspection =
                    Inspection.of(dataset, probe, workers, (stage, done, total) -> heard.add(done));
            assertThat(heard).hasSize(dataset.samples().size()).isSorted();
            return inspection;
        }
    }
}
