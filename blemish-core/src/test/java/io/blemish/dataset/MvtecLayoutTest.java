package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.blemish.BlemishException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvtecLayoutTest {
    @TempDir
    Path root;

    @Test
    void readsGoodAndDefectivePicturesWithTheirMasks() {
        new Tree(root)
                .with("train/good/001.png", "train/good/000.png", "test/good/000.png", "test/crack/000.png")
                .with("ground_truth/crack/000_mask.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("mvtec");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/good/000.png", "train/good/001.png");
        assertThat(dataset.test())
                .containsExactlyInAnyOrder(
                        new Sample(
                                "test/good/000.png",
                                root.resolve("test/good/000.png"),
                                Label.NORMAL,
                                "good",
                                new Mask.None(),
                                Split.TEST),
                        new Sample(
                                "test/crack/000.png",
                                root.resolve("test/crack/000.png"),
                                Label.ANOMALOUS,
                                "crack",
                                new Mask.Picture(root.resolve("ground_truth/crack/000_mask.png")),
                                Split.TEST));
        assertThat(dataset.warnings()).isEmpty();
    }

    @Test
    void warnsOfAPictureWithoutMaskAndAMaskWithoutPicture() {
        new Tree(root)
                .with("train/good/000.png", "test/crack/000.png", "test/crack/001.png", "test/hole/000.png")
                .with("ground_truth/crack/000_mask.png", "ground_truth/crack/007_mask.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.test()).extracting(Sample::mask).contains(new Mask.Unknown());
        assertThat(dataset.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("Without a mask", "test/crack/001.png"))
                .anySatisfy(warning ->
                        assertThat(warning).contains("Masks without a picture", "ground_truth/crack/007_mask.png"));
    }

    @Test
    void warnsOfMasksOfAKindThatHasNoPictures() {
        new Tree(root)
                .with("train/good/000.png", "test/good/000.png", "test/crack/000.png")
                .with("ground_truth/crack/000_mask.png", "ground_truth/dent/003_mask.png");
        assertThat(Datasets.open(root, DatasetOptions.DEFAULT).warnings())
                .containsExactly("Masks without a picture: ground_truth/dent/003_mask.png.");
    }

    @Test
    void refusesASplitFile() {
        new Tree(root).with("train/good/000.png", "test/good/000.png");
        assertThatThrownBy(() -> Datasets.open(root, DatasetOptions.DEFAULT.withSplitFile(root.resolve("split.json"))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("split.json")
                .hasMessageContaining("leave it out");
    }

    @Test
    void readsBtadByItsOwnNames() {
        new Tree(root).with("train/ok/0000.bmp", "test/ok/0001.bmp", "test/ko/0002.bmp", "ground_truth/ko/0002.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("btad");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/ok/0000.bmp");
        assertThat(dataset.test())
                .extracting(Sample::label, Sample::mask)
                .containsExactly(
                        tuple(Label.ANOMALOUS, new Mask.Picture(root.resolve("ground_truth/ko/0002.png"))),
                        tuple(Label.NORMAL, new Mask.None()));
    }

    @Test
    void leavesOutTheDefectivePicturesThatTheValeoDataSetHasToFitOn() {
        new Tree(root)
                .with("vad/train/good/0.png", "vad/train/bad/1.png", "vad/train/bad/2.png")
                .with("vad/test/good/3.png", "vad/test/bad/4.png", "vad/test/bad_unseen_defects/5.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withCategory("vad"));
        assertThat(dataset.layout()).isEqualTo("mvtec");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/good/0.png");
        assertThat(dataset.test())
                .extracting(Sample::kind, Sample::mask)
                .containsExactly(
                        tuple("bad", new Mask.Unknown()),
                        tuple("bad_unseen_defects", new Mask.Unknown()),
                        tuple("good", new Mask.None()));
        assertThat(dataset.warnings())
                .containsExactly(
                        "The 2 defective pictures of train/bad are left out: only good pictures are to fit on.");
    }

    @Test
    void readsMpddAsItIs() {
        new Tree(root)
                .with("tubes/train/good/000.png", "tubes/test/good/000.png", "tubes/test/anomalous/000.png")
                .with("tubes/ground_truth/anomalous/000_mask.png");
        final Dataset tubes = Datasets.open(root, DatasetOptions.DEFAULT.withCategory("tubes"));
        assertThat(tubes.layout()).isEqualTo("mvtec");
        assertThat(tubes.warnings()).isEmpty();
        assertThat(PublishedCounts.compare(tubes))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("122 to fit on and 101 to test"));
    }

    @Test
    void readsThePublicPartOfMvtecAd2() {
        new Tree(root)
                .with("train/good/000_regular.png", "validation/good/001_regular.png")
                .with("test_public/good/002_regular.png", "test_public/bad/003_overexposed.png")
                .with("test_public/ground_truth/bad/003_overexposed_mask.png")
                .with("test_private/004.png", "test_private_mixed/005.png", "test_private_mixed/006.png");
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT);
        assertThat(dataset.layout()).isEqualTo("mvtec-ad-2");
        assertThat(Tree.ids(dataset.train())).containsExactly("train/good/000_regular.png");
        assertThat(dataset.test())
                .extracting(Sample::id, Sample::mask)
                .containsExactly(
                        tuple(
                                "test_public/bad/003_overexposed.png",
                                new Mask.Picture(
                                        root.resolve("test_public/ground_truth/bad/003_overexposed_mask.png"))),
                        tuple("test_public/good/002_regular.png", new Mask.None()));
        assertThat(dataset.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("1 pictures of validation"))
                .anySatisfy(warning -> assertThat(warning).contains("2 pictures of test_private_mixed"));
    }
}
