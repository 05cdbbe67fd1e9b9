package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    private static final DatasetOptions DEFAULT = DatasetOptions.DEFAULT;

    @TempDir
    Path root;

    @Test
    void namesAMissingFolder() {
        assertThatThrownBy(() -> Datasets.open(root.resolve("nowhere"), DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("does not exist");
    }

    @Test
    void namesAFileInPlaceOfAFolder() {
        new Tree(root).with("picture.png");
        assertThatThrownBy(() -> Datasets.open(root.resolve("picture.png"), DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void saysWhichFoldersAnEmptyFolderLacks() {
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("holds nothing")
                .hasMessageContaining("train/good")
                .hasMessageContaining("MT_Free/Imgs")
                .hasMessageContaining("good/");
    }

    @Test
    void listsTheContentsOfAnUnknownFolder() {
        new Tree(root).with("notes.txt", "stuff/list.csv");
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("notes.txt, stuff/");
    }

    @Test
    void aTestAloneIsNoFolderOfDataSets() {
        new Tree(root).with("test/good/0.png", "test/dent/1.png");
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("It holds test/; looked for");
    }

    @Test
    void refusesADataSetWithoutGoodPictures() {
        new Tree(root).with("good/readme.txt", "scratch/1.png");
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no good pictures to fit on");
    }

    @Test
    void listsTheCategoriesOfASet() {
        new Tree(root).with("screw/train/good/0.png", "screw/test/good/0.png", "license.txt", "preview.png");
        new Tree(root).with("bottle/train/good/0.png", "bottle/test/broken/0.png", "readme/readme.txt");
        assertThat(Datasets.categories(root)).containsExactly("bottle", "screw");
        assertThat(Datasets.categories(root.resolve("bottle"))).isEmpty();
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("2 data sets: bottle, screw")
                .hasMessageContaining(root.resolve("bottle").toString());
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT.withLayout(DatasetLayout.MVTEC)))
                .hasMessageContaining("2 data sets");
    }

    @Test
    void opensOneCategory() {
        new Tree(root).with("bottle/train/good/0.png", "bottle/test/broken/0.png", "screw/train/good/0.png");
        final Dataset bottle = Datasets.open(root, DEFAULT.withCategory("bottle"));
        assertThat(bottle.name()).isEqualTo("bottle");
        assertThat(bottle.root()).isEqualTo(root.resolve("bottle"));
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT.withCategory("botle")))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no category \"botle\"")
                .hasMessageContaining("bottle/, screw/");
    }

    @Test
    void listsPlainFoldersAsCategories() {
        new Tree(root).with("left/good/0.png", "right/good/0.png");
        assertThat(Datasets.categories(root)).containsExactly("left", "right");
    }

    @Test
    void aPlainFolderHasNoCategories() {
        new Tree(root).with("good/good/0.png", "bad/1.png");
        assertThat(Datasets.categories(root)).isEmpty();
    }

    @Test
    void refusesANamedFormatThatDoesNotFit() {
        new Tree(root).with("good/0.png", "bad/1.png");
        assertThatThrownBy(() -> Datasets.open(root, DEFAULT.withLayout(DatasetLayout.MVTEC)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("layout mvtec")
                .hasMessageContaining("train/good")
                .hasMessageContaining("bad/, good/");
    }

    @Test
    void keepsEveryNthTrainingPictureAndTheWholeTest() {
        new Tree(root).numbered(8, "train/good/", ".png").numbered(5, "test/good/", ".png");
        final Dataset thinned = Datasets.open(root, DEFAULT.withTrainEvery(3));
        assertThat(Tree.ids(thinned.train()))
                .containsExactly("train/good/000.png", "train/good/003.png", "train/good/006.png");
        assertThat(thinned.test()).hasSize(5);
    }

    @Test
    void takesExtensionsInAnyCaseAndLeavesHiddenFilesAlone() {
        new Tree(root)
                .with(
                        "good/a.PNG",
                        "good/b.JPeG",
                        "good/c.tif",
                        "good/d.TIFF",
                        "good/e.bmp",
                        "good/f.webp",
                        "good/g.JPG")
                .with("good/.hidden.png", "good/._a.PNG", "good/notes.txt", "good/png", "__MACOSX/good/a.PNG")
                .with(".git/good/a.png");
        final Dataset dataset = Datasets.open(root, DEFAULT);
        assertThat(dataset.train()).hasSize(7);
        assertThat(dataset.test()).isEmpty();
    }

    @Test
    void followsLinksButNotInCircles(@TempDir final Path elsewhere) throws IOException {
        new Tree(elsewhere).with("0.png", "deeper/1.png");
        new Tree(root).with("good/own.png");
        Files.createSymbolicLink(root.resolve("good/linked"), elsewhere);
        Files.createSymbolicLink(elsewhere.resolve("back"), elsewhere);
        Files.createSymbolicLink(root.resolve("good/up"), root.resolve("good"));
        assertThat(Tree.ids(Datasets.open(root, DEFAULT).train()))
                .containsExactly("good/linked/0.png", "good/linked/deeper/1.png", "good/own.png");
    }

    @Test
    void findsAFormatByItsNameOnTheCommandLine() {
        for (final var format : DatasetLayout.values()) {
            assertThat(DatasetLayout.of(format.commandName())).isEqualTo(format);
        }
        assertThatThrownBy(() -> DatasetLayout.of("coco"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("coco")
                .hasMessageContaining("mvtec, ");
    }
}
