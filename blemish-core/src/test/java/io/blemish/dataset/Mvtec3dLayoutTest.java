package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.DatasetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mvtec3dLayoutTest {
    @TempDir
    Path root;

    @Test
    void readsTheColourPicturesAndNoScan() {
        new Tree(root)
                .with("bagel/train/good/rgb/000.png", "bagel/train/good/xyz/000.tiff")
                .with("bagel/validation/good/rgb/000.png", "bagel/validation/good/xyz/000.tiff")
                .with("bagel/test/good/rgb/000.png", "bagel/test/good/xyz/000.tiff", "bagel/test/good/gt/000.png")
                .with("bagel/test/hole/rgb/000.png", "bagel/test/hole/xyz/000.tiff", "bagel/test/hole/gt/000.png")
                .with("bagel/test/hole/rgb/001.png", "tire/train/good/rgb/000.png", "tire/test/cut/rgb/000.png");
        assertThat(Datasets.categories(root)).containsExactly("bagel", "tire");
        final Dataset bagel = Datasets.open(root, DatasetOptions.DEFAULT.withCategory("bagel"));
        assertThat(bagel.layout()).isEqualTo("mvtec-3d");
        assertThat(Tree.ids(bagel.train())).containsExactly("train/good/rgb/000.png");
        assertThat(bagel.test())
                .extracting(Sample::id, Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("test/good/rgb/000.png", "good", new Mask.None()),
                        tuple(
                                "test/hole/rgb/000.png",
                                "hole",
                                new Mask.Picture(root.resolve("bagel/test/hole/gt/000.png"))),
                        tuple("test/hole/rgb/001.png", "hole", new Mask.Unknown()));
        assertThat(bagel.warnings())
                .containsExactly(
                        "Without a mask, so left out of the pixel figures: test/hole/rgb/001.png.",
                        "The 1 pictures of validation are left out: they are neither to fit on nor to test.");
    }

    @Test
    void refusesASetOfScansAlone() {
        new Tree(root).with("train/good/rgb/readme.txt", "train/good/xyz/000.tiff", "test/good/rgb/000.png");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(root + " (read as mvtec-3d) holds no good pictures to fit on.");
    }
}
