package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.DatasetException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EyecandiesLayoutTest {
    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .with("train/data/000_image_0.png", "train/data/000_image_5.png", "train/data/000_depth.png")
                .with("train/data/000_normals.png", "train/data/000_metadata.yaml", "train/data/001_image_5.png")
                .with("val/data/00_image_4.png", "val/data/00_image_5.png", "test_private/data/000_image_5.png")
                .with("test_public/data/00_image_0.png", "test_public/data/00_image_5.png")
                .with("test_public/data/01_image_5.png", "test_public/data/01_depth.png")
                .mask(3, 2, 0, "test_public/data/00_mask.png")
                .mask(3, 2, 1, "test_public/data/01_mask.png");
    }

    @Test
    void readsOnePictureOfEachSweet() {
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("eyecandies");
        assertThat(Tree.ids(dataset.train()))
                .containsExactly("train/data/000_image_5.png", "train/data/001_image_5.png");
        assertThat(dataset.test())
                .extracting(Sample::id, Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("test_public/data/00_image_5.png", "good", new Mask.None()),
                        tuple(
                                "test_public/data/01_image_5.png",
                                "defect",
                                new Mask.Picture(root.resolve("test_public/data/01_mask.png"))));
        assertThat(dataset.warnings())
                .containsExactly(
                        "The 1 pictures of val are left out: they are neither to fit on nor to test.",
                        "The 1 pictures of test_private are left out: their labels are not published.");
    }

    @Test
    void namesATestPictureWithoutAMask() {
        new Tree(root).with("test_public/data/02_image_5.png");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("without a mask")
                .hasMessageContaining("02_image_5.png");
    }
}
