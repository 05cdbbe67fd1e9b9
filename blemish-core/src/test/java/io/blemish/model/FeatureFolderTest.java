package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.PngWriter;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that a folder keeps from one fit to the next. */
@Tag("long")
class FeatureFolderTest {
    private static final int SIDE = 48;

    @TempDir
    private Path folder;

    @Test
    void aFitToFewerPicturesIsTheSameFileWithoutTheNetwork() throws IOException {
        fit(pictures(6), 0);

        final FeatureFolder kept = fit(pictures(5), 5);

        assertThat(kept.damaged()).isZero();
        trainer(64).fit(new PictureSet("set", pictures(5)), folder.resolve("fresh.blemish"), Progress.SILENT);
        assertThat(folder.resolve("kept.blemish")).hasSameBinaryContentAs(folder.resolve("fresh.blemish"));
    }

    @Test
    void nothingIsUsedForAnotherPictureOrAnotherSizeOfInput() throws IOException {
        fit(pictures(3), 0);

        final FeatureFolder kept = FeatureFolder.open(folder.resolve("features"));
        trainer(96).fit(new PictureSet("set", pictures(3)), kept, folder.resolve("large.blemish"), Progress.SILENT);
        assertThat(kept.reused()).isZero();

        final List<Picture> others =
                Stream.concat(pictures(2).stream(), Stream.of(picture("2", 77))).toList();
        fit(others, 2);
    }

    @Test
    void damagedFilesAreMadeAnew() throws IOException {
        fit(pictures(3), 0);
        try (Stream<Path> files = Files.list(folder.resolve("features"))) {
            final Path first = files.sorted().findFirst().orElseThrow();
            final byte[] content = Files.readAllBytes(first);
            content[content.length / 2] ^= 1;
            Files.write(first, content);
        }

        assertThat(fit(pictures(3), 2).damaged()).isEqualTo(1);
        assertThat(fit(pictures(3), 3).damaged()).isZero();
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> FeatureFolder.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("for features cannot be used");
    }

    private FeatureFolder fit(final List<Picture> pictures, final int reused) {
        final FeatureFolder kept = FeatureFolder.open(folder.resolve("features"));
        trainer(64).fit(new PictureSet("set", pictures), kept, folder.resolve("kept.blemish"), Progress.SILENT);
        assertThat(kept.reused()).isEqualTo(reused);
        return kept;
    }

    private static ModelTrainer trainer(final int side) {
        return new ModelTrainer(ModelOptions.builder()
                .detector(PatchCoreOptions.builder().coreset(0.05).build())
                .preprocessing(Preprocessing.squash(side))
                .threads(2)
                .build());
    }

    private static List<Picture> pictures(final int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> picture(Integer.toString(number), number))
                .toList();
    }

    private static Picture picture(final String name, final long seed) {
        final byte[] rgb = new byte[3 * SIDE * SIDE];
        new Random(seed).nextBytes(rgb);
        return Picture.of(name, PngWriter.toBytes(new RgbImage(SIDE, SIDE, rgb)));
    }
}
