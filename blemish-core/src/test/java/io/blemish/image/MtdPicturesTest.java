package io.blemish.image;

import static io.blemish.image.Patterns.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares with Pillow on real pictures, which are not part of the project; the hashes of its results are. */
class MtdPicturesTest {
    @Test
    void decodingResizingAndPreprocessingEqualPillowToTheBit() {
        final Path mtd = shared().resolve("data").resolve("mtd");
        assumeTrue(
                Files.isDirectory(mtd),
                () -> "skipped: there is no " + mtd.toAbsolutePath().normalize()
                        + "; set -Dblemish.shared or BLEMISH_SHARED");
        for (final String[] line : Patterns.table("mtd.txt")) {
            final RgbImage picture = new ImageDecoder().decode(mtd.resolve(line[0]));
            assertThat(sha(picture.rgb())).as(line[0]).isEqualTo(line[1]);
            assertThat(sha(Resampler.resize(picture, new Size(224, 224)).rgb()))
                    .as(line[0])
                    .isEqualTo(line[2]);
            assertThat(sha(Preprocessing.PAPER.apply(picture))).as(line[0]).isEqualTo(line[3]);
        }
    }

    private static Path shared() {
        final String environment = Objects.requireNonNullElse(System.getenv("BLEMISH_SHARED"), "../../shared");
        return Path.of(System.getProperty("blemish.shared", environment));
    }
}
