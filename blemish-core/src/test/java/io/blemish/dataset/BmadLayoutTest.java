package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.DatasetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BmadLayoutTest {
    @TempDir
    Path root;

    @Test
    void readsPicturesWithMasks() {
        new Tree(root)
                .with("train/good/img/00003_60.png", "valid/good/img/1.png", "valid/Ungood/img/2.png")
                .with("valid/Ungood/label/2.png", "test/good/img/00000_96.png", "test/good/label/00000_96.png")
                .with("test/Ungood/img/00002_60.png", "test/Ungood/label/00002_60.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("bmad");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/good/img/00003_60.png");
        assertThat(dataset.test())
                .extracting(Sample::id, Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("test/good/img/00000_96.png", "good", new Mask.None()),
                        tuple(
                                "test/Ungood/img/00002_60.png",
                                "Ungood",
                                new Mask.Picture(root.resolve("test/Ungood/label/00002_60.png"))));
        assertThat(dataset.warnings())
                .containsExactly("The 2 pictures of valid are left out: they are neither to fit on nor to test.");
    }

    @Test
    void readsPicturesWithoutMasks() {
        new Tree(root).with("train/good/1.png", "train/good/2.png", "test/good/3.png", "test/Ungood/4.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("bmad");
        assertThat(dataset.train()).hasSize(2);
        assertThat(dataset.test())
                .extracting(Sample::label, Sample::mask)
                .containsExactly(tuple(Label.NORMAL, new Mask.None()), tuple(Label.ANOMALOUS, new Mask.Unknown()));
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void namesAPictureWhoseMaskIsNotThere() {
        new Tree(root)
                .with("train/good/img/1.png", "test/Ungood/img/2.png", "test/Ungood/img/3.png")
                .with("test/Ungood/label/3.png");
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT).warnings())
                .containsExactly("Without a mask, so left out of the pixel figures: test/Ungood/img/2.png.");
    }

    @Test
    void refusesASetWithoutGoodPictures() {
        new Tree(root).with("train/good/readme.txt", "test/Ungood/2.png");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(root + " (read as bmad) holds no good pictures to fit on.");
    }

    @Test
    void aFolderOfMvtecAdWithAKindOfThatNameStaysOne() {
        new Tree(root)
                .with("train/good/1.png", "test/good/2.png", "test/ungood/3.png", "test/scratch/4.png")
                .with("ground_truth/ungood/3_mask.png", "ground_truth/scratch/4_mask.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("mvtec");
        assertThat(dataset.test()).extracting(Sample::kind).contains("ungood", "scratch");
    }
}
