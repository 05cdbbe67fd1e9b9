package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Picture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
    @TempDir
    Path root;

    @Test
    void itsPictureHasItsNameAndItsFile() {
        new Tree(root).pictures(5, 4, "good/0.png");
        final Sample sample =
                Datasets.open(root, DatasetOptions.DEFAULT).train().get(0);
        final Picture picture = sample.toPicture();
        assertThat(picture.name()).isEqualTo("good/0.png");
        assertThat(picture.decode()).isEqualTo(Picture.of(sample.picture()).decode());
    }
}
