package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.DatasetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KolektorLayoutTest {
    @TempDir
    Path root;

    @Test
    void aBlackMaskMakesAPictureOfTheFirstSetGood() {
        commutators(5);
        new Tree(root).with("kos03/Part9.jpg", "readme.txt", "other/Part0.jpg").mask(3, 2, 1, "kos03/Part9_label.bmp");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("kolektor-sdd");
        assertThat(dataset.train()).hasSize(8);
        assertThat(dataset.train())
                .allSatisfy(sample -> assertThat(sample.label()).isEqualTo(Label.NORMAL));
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.NORMAL)
                .hasSize(2);
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .containsExactly(new Sample(
                        "kos03/Part9.jpg",
                        root.resolve("kos03/Part9.jpg"),
                        Label.ANOMALOUS,
                        "defect",
                        new Mask.Picture(root.resolve("kos03/Part9_label.bmp")),
                        Split.TEST));
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void theSeedOrAFileDividesTheFirstSet() {
        commutators(10);
        final Dataset one = Datasets.open(root, DatasetOptions.DEFAULT.withSeed(1));
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT.withSeed(1))).isEqualTo(one);
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT.withSeed(2)).train())
                .isNotEqualTo(one.train());
        new Tree(root)
                .holding("split.json", "{\"train\": [\"kos02/Part1.jpg\"], \"test_normal\": [\"kos01/Part1.jpg\"]}");
        final Dataset divided = Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("split.json")));
        assertThat(Tree.ids(divided.train())).containsExactly("kos02/Part1.jpg");
        assertThat(Tree.ids(divided.test())).containsExactly("kos01/Part1.jpg");
    }

    @Test
    void aPictureOfTheFirstSetWithoutAMaskIsNamed() {
        commutators(2);
        new Tree(root).with("kos04/Part0.jpg");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(root + " has pictures without a mask, which alone would say whether they are good:"
                        + " kos04/Part0.jpg; unpack the data set again.");
    }

    @Test
    void aDamagedMaskIsNamed() {
        commutators(2);
        new Tree(root).with("kos04/Part0.jpg").holding("kos04/Part0_label.bmp", "no picture");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT)).hasMessageContaining("Part0_label.bmp");
    }

    @Test
    void onlyGoodPicturesOfTheSecondSetAreToFitOn() {
        new Tree(root)
                .with("train/10000.png", "train/10001.png", "test/20000.png", "test/20001.png")
                .mask(3, 2, 0, "train/10000_GT.png")
                .mask(3, 2, 2, "train/10001_GT.png")
                .mask(3, 2, 0, "test/20000_GT.png")
                .mask(3, 2, 6, "test/20001_GT.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("kolektor-sdd2");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/10000.png");
        assertThat(dataset.test())
                .extracting(Sample::id, Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("test/20000.png", "good", new Mask.None()),
                        tuple("test/20001.png", "defect", new Mask.Picture(root.resolve("test/20001_GT.png"))));
        assertThat(dataset.warnings())
                .containsExactly("The 1 defective pictures of train are left out: only good pictures are to fit on.");
    }

    @Test
    void theSecondSetNeedsItsMasksAndNoSplitFile() {
        new Tree(root).with("train/10000.png", "test/20000.png").mask(3, 2, 0, "train/10000_GT.png");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("20000.png")
                .hasMessageContaining("without a mask");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("split.json"))))
                .hasMessageContaining("leave it out");
    }

    @Test
    void aSetWithoutGoodPicturesIsRefused() {
        new Tree(root).with("kos01/Part0.jpg").mask(3, 2, 1, "kos01/Part0_label.bmp");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("holds no good pictures to fit on");
    }

    /** Two commutators of good parts. */
    private void commutators(final int parts) {
        for (int part = 0; part < parts; part++) {
            for (final String item : new String[] {"kos01", "kos02"}) {
                new Tree(root).with(item + "/Part" + part + ".jpg").mask(3, 2, 0, item + "/Part" + part + "_label.bmp");
            }
        }
    }

    @Test
    void theCopyInTheSecondSetsArchiveIsLeftOut() {
        new Tree(root)
                .with("train/10301.png", "train/10301 (copy).png", "train/10301_GT (copy).png", "test/20000.png")
                .mask(3, 2, 0, "train/10301_GT.png")
                .mask(3, 2, 0, "test/20000_GT.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(Tree.ids(dataset.train())).containsExactly("train/10301.png");
        assertThat(dataset.warnings())
                .containsExactly("The 2 pictures of train are left out: they are copies of others.");
    }
}
