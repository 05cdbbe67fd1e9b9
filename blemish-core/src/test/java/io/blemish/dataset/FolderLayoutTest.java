package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLayoutTest {
    @TempDir
    Path root;

    @Test
    void fitsOnAFlatFolder() {
        new Tree(root).with("b.png", "a.jpg", "notes.txt");
        final Dataset dataset = open();
        assertThat(dataset.layout()).isEqualTo("folder");
        assertThat(Tree.ids(dataset.train())).containsExactly("a.jpg", "b.png");
        assertThat(dataset.test()).isEmpty();
    }

    @Test
    void fitsOnEveryGoodPictureWhenThereIsNothingElse() {
        new Tree(root).numbered(10, "good/", ".png");
        assertThat(open().train()).hasSize(10);
        assertThat(open().test()).isEmpty();
    }

    @Test
    void testsOnTheOtherFoldersAndAFifthOfTheGood() {
        new Tree(root).numbered(10, "OK/", ".png").with("dent/0.png", "stain/0.png");
        final Dataset dataset = open();
        assertThat(dataset.train()).hasSize(8);
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.NORMAL)
                .hasSize(2);
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .extracting(Sample::kind)
                .containsExactly("dent", "stain");
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void findsMasksByKindOrAllTogether() {
        new Tree(root)
                .numbered(5, "good/", ".png")
                .with("dent/a.jpg", "stain/b.jpg", "stain/c.jpg")
                .with("ground_truth/dent/a_mask.png", "masks/b.png");
        final Dataset dataset = open();
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .extracting(Sample::mask)
                .containsExactly(
                        new Mask.Picture(root.resolve("ground_truth/dent/a_mask.png")),
                        new Mask.Picture(root.resolve("masks/b.png")),
                        new Mask.Unknown());
        assertThat(dataset.warnings()).singleElement().asString().contains("stain/c.jpg");
    }

    @Test
    void warnsOfMasksThatBelongToNoPicture() {
        new Tree(root)
                .numbered(5, "good/", ".png")
                .with("dent/a.jpg", "stain/b.jpg", "masks/b.png", "masks/c.png", "masks/good/000.png")
                .with("ground_truth/dent/a_mask.png", "ground_truth/hole/d.png");
        assertThat(open().warnings())
                .containsExactlyInAnyOrder(
                        "Masks without a picture: ground_truth/hole/d.png.", "Masks without a picture: masks/c.png.");
    }

    @Test
    void takesTrainAndTestFoldersAsTheyAre() {
        new Tree(root)
                .with("train/0.png", "test/ok/1.png", "test/bent/2.png", "test/3.png", "masks/bent/2.png")
                .with("val/4.png", "train/bent/5.png");
        final Dataset dataset = open();
        assertThat(Tree.ids(dataset.train())).containsExactly("train/0.png");
        assertThat(Tree.ids(dataset.test())).containsExactly("test/bent/2.png", "test/ok/1.png");
        assertThat(dataset.test().get(0).mask()).isEqualTo(new Mask.Picture(root.resolve("masks/bent/2.png")));
        assertThat(dataset.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("train/bent is left out"))
                .anySatisfy(warning -> assertThat(warning).contains("1 pictures directly in test"))
                .anySatisfy(warning -> assertThat(warning).contains("val"));
    }

    @Test
    void dividesAFlatFolderByASplitFile() {
        new Tree(root).with("a.png", "b.png").holding("s.json", "{\"train\": [\"b\"], \"test_normal\": [\"a\"]}");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("s.json")));
        assertThat(Tree.ids(dataset.train())).containsExactly("b.png");
        assertThat(Tree.ids(dataset.test())).containsExactly("a.png");
    }

    private Dataset open() {
        return Datasets.open(root, DatasetOptions.DEFAULT);
    }
}
