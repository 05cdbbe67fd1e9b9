package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtdLayoutTest {
    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .numbered(10, "MT_Free/Imgs/n", ".jpg")
                .numbered(10, "MT_Free/Imgs/n", ".png")
                .with("MT_Crack/Imgs/c0.jpg", "MT_Crack/Imgs/c0.png", "README.md");
    }

    @Test
    void takesJpegsAsPicturesAndPngsAsMasks() {
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("mtd");
        assertThat(dataset.samples()).hasSize(11);
        assertThat(dataset.samples())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .containsExactly(new Sample(
                        "MT_Crack/Imgs/c0.jpg",
                        root.resolve("MT_Crack/Imgs/c0.jpg"),
                        Label.ANOMALOUS,
                        "Crack",
                        new Mask.Picture(root.resolve("MT_Crack/Imgs/c0.png")),
                        Split.TEST));
        assertThat(dataset.train())
                .allSatisfy(sample -> assertThat(sample.mask()).isEqualTo(new Mask.None()));
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void keepsAFifthOfTheGoodOnesForTheTestBySeed() {
        final Dataset one = Datasets.open(root, DatasetOptions.DEFAULT.withSeed(7));
        assertThat(one.train()).hasSize(8);
        assertThat(one.test())
                .filteredOn(sample -> sample.label() == Label.NORMAL)
                .hasSize(2);
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT.withSeed(7))).isEqualTo(one);
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT.withSeed(8)).train())
                .isNotEqualTo(one.train());
    }

    @Test
    void fitsOnTheSplitFilesPicturesInItsOrder() {
        new Tree(root)
                .holding(
                        "split.json",
                        "{\"train\": [\"n005\", \"n001.jpg\", \"MT_Free/Imgs/n003.jpg\"],"
                                + " \"test_normal\": [\"n002\"]}");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("split.json")));
        assertThat(Tree.ids(dataset.train()))
                .containsExactly("MT_Free/Imgs/n005.jpg", "MT_Free/Imgs/n001.jpg", "MT_Free/Imgs/n003.jpg");
        assertThat(Tree.ids(dataset.test())).containsExactly("MT_Crack/Imgs/c0.jpg", "MT_Free/Imgs/n002.jpg");
        assertThat(dataset.warnings()).singleElement().asString().contains("does not name", "MT_Free/Imgs/n000.jpg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"train": ["n001", "n999"], "test_normal": []} | does not hold: n999
                    {"train": ["n001"], "test_normal": ["n001"]}   | n001 twice
                    {"train": ["n001"]}                            | no list "test_normal"
                    {"train": "n001", "test_normal": []}           | no list "train"
                    {"train": [1], "test_normal": []}              | which is no name
                    {"train": ["n001"                              | not valid JSON
                    {"train": [], "test_normal": []} more          | not valid JSON
                    """)
    void namesTheErrorInASplitFile(final String json, final String expected) {
        new Tree(root).holding("split.json", json);
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("split.json"))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("split.json")
                .hasMessageContaining(expected);
    }

    @Test
    void namesAMissingSplitFile() {
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("gone.json"))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("gone.json does not exist");
    }

    @Test
    void readsTheWholeSetAsItIsPublished() {
        final Path mtd = SharedData.folder("mtd");
        final Dataset dataset = Datasets.open(
                mtd,
                DatasetOptions.DEFAULT
                        .withSplitFile(mtd.resolveSibling("mtd-split.json"))
                        .withTrainEvery(3));
        assertThat(dataset.train()).hasSize(254);
        assertThat(dataset.test()).hasSize(190 + 392);
        assertThat(dataset.test()).noneMatch(sample -> sample.mask() instanceof Mask.Unknown);
        assertThat(dataset.train().get(0).id()).isEqualTo("MT_Free/Imgs/exp0_num_743.jpg");
        assertThat(dataset.warnings()).isEmpty();
    }
}
