package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedCountsTest {
    @TempDir
    Path root;

    @Test
    void comparesADataSetWithThePublishedNumbers() {
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
    void hasTheArchivesNumberIfThePaperHasAnother() {
        new Tree(root)
                .numbered(360, "splicing_connectors/train/good/", ".png")
                .numbered(119, "splicing_connectors/test/good/", ".png")
                .numbered(108, "splicing_connectors/test/logical_anomalies/", ".png")
                .numbered(85, "splicing_connectors/test/structural_anomalies/", ".png");
        assertThat(PublishedCounts.compare(Datasets.open(root.resolve("splicing_connectors"), DatasetOptions.DEFAULT)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("complete", "360 to fit on"));
    }

    /** The totals are those of the papers, with the archives' numbers for splicing connectors and BTAD. */
    @ParameterizedTest
    @CsvSource({
        "mvtec, bottle cable capsule carpet grid hazelnut leather metal_nut pill screw tile toothbrush transistor wood zipper,"
                + " 3629, 467, 1258",
        "btad, 01 02 03, 1799, 451, 290",
        "mvtec, bracket_black bracket_brown bracket_white connector metal_plate tubes, 888, 176, 282",
        "mvtec-3d, bagel cable_gland carrot cookie dowel foam peach potato rope tire, 2656, 249, 948",
        "autovi, engine_wiring pipe_clip pipe_staple tank_screw underbody_pipes underbody_screw, 1530, 1533, 887",
        "mvtec-loco, breakfast_box juice_bottle pushpins screw_bag splicing_connectors, 1778, 575, 993"
    })
    void theCategoriesAddUpToThePublishedTotals(
            final String format, final String categories, final int train, final int good, final int defective) {
        final int[] sums = new int[3];
        for (final var category : categories.split(" ", -1)) {
            final String sentence = PublishedCounts.compare(new Dataset(category, root, format, List.of()))
                    .orElseThrow();
            final Matcher published = Pattern.compile(
                            ": (\\d+) to fit on and \\d+ to test \\((\\d+) good, (\\d+) defective\\) are published")
                    .matcher(sentence);
            assertThat(published.find()).as(sentence).isTrue();
            for (int k = 0; k < sums.length; k++) {
                sums[k] += Integer.parseInt(published.group(k + 1));
            }
        }
        assertThat(sums).containsExactly(train, good, defective);
    }

    @Test
    void knowsMagneticTileDefects() {
        final Dataset mtd = Datasets.open(SharedData.folder("mtd"), DatasetOptions.DEFAULT);
        assertThat(PublishedCounts.compare(mtd)).contains("mtd is complete, as published: 952 good and 392 defective.");
    }
}
