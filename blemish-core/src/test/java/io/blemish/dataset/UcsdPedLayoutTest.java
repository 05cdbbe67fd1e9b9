package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UcsdPedLayoutTest {
    @TempDir
    Path root;

    @BeforeEach
    void layOut() {
        new Tree(root)
                .numbered(4, "UCSDped1/Train/Train001/", ".tif")
                .numbered(6, "UCSDped1/Test/Test001/", ".tif")
                .numbered(6, "UCSDped1/Test/Test002/", ".tif")
                .numbered(6, "UCSDped1/Test/Test002_gt/", ".bmp")
                .with("UCSDped1/Test/Test001/._001.tif", "UCSDped1/Train/.DS_Store")
                .holding("UCSDped1/Test/UCSDped1.m", """
                        TestVideoFile = {};
                        TestVideoFile{end+1}.gt_frame = [2:3, 5];
                        TestVideoFile{end+1}.gt_frame = [6:6];
                        % TestVideoFile{end+1}.gt_frame = [1:9];
                        """);
    }

    @Test
    void readsTheMatlabFilesFramesFromOne() {
        final Dataset dataset = Datasets.open(root, DatasetOptions.DEFAULT.withCategory("UCSDped1"));
        assertThat(dataset.layout()).isEqualTo("ucsdped");
        assertThat(dataset.train()).hasSize(4);
        assertThat(dataset.test()).hasSize(12);
        assertThat(dataset.test())
                .filteredOn(sample -> sample.label() == Label.ANOMALOUS)
                .extracting(sample -> sample.frame().orElseThrow())
                .containsExactly(
                        new Frame("Test001", 1),
                        new Frame("Test001", 2),
                        new Frame("Test001", 4),
                        new Frame("Test002", 5));
        assertThat(dataset.test().get(1).mask()).isEqualTo(new Mask.Unknown());
        assertThat(dataset.test().get(11).mask())
                .isEqualTo(new Mask.Picture(root.resolve("UCSDped1/Test/Test002_gt/005.bmp")));
    }

    @Test
    void isACategoryOfTheWholeSet() {
        assertThat(Datasets.categories(root)).containsExactly("UCSDped1");
    }

    @Test
    void namesAMissingOrShortMatlabFile() throws Exception {
        new Tree(root).numbered(2, "UCSDped1/Test/Test003/", ".tif");
        assertThatThrownBy(() -> Datasets.open(root.resolve("UCSDped1"), DatasetOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("3 clips")
                .hasMessageContaining("lists 2");
        Files.delete(root.resolve("UCSDped1/Test/UCSDped1.m"));
        assertThatThrownBy(() -> Datasets.open(root.resolve("UCSDped1"), DatasetOptions.DEFAULT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("no .m file");
    }
}
