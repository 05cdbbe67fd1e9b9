package io.blemish.image;

import static io.blemish.image.Patterns.mask;
import static io.blemish.image.Patterns.pattern;
import static io.blemish.image.Patterns.sha;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "300, 2", "257, 129"})
    void everyPictureIsReadBackAsItWas(final int width, final int height) throws IOException {
        final RgbImage picture = pattern(width, height);
        for (final byte[] file : List.of(PngWriter.toBytes(picture), PngWriter.toUncompressedBytes(picture))) {
            assertThat(Picture.of("again.png", file).decode()).isEqualTo(picture);
            final BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            assertThat(Picture.of("again.png", image).decode()).isEqualTo(picture);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "300, 2", "257, 513"})
    void everyMaskIsReadBackAsItWas(final int width, final int height) throws IOException {
        final BitMask mask = mask(width, height);
        final Path file = Files.write(folder.resolve("mask.png"), PngWriter.toUncompressedBytes(mask));
        assertThat(new ImageDecoder().decodeMask(file)).isEqualTo(mask);
        final Raster grey = ImageIO.read(file.toFile()).getRaster();
        assertThat(grey.getNumBands()).isEqualTo(1);
        assertThat(grey.getSample(0, 0, 0)).isEqualTo(mask.at(0, 0) ? 255 : 0);
    }

    @Test
    void theSamePictureGivesTheSameBytes() {
        assertThat(PngWriter.toBytes(pattern(50, 40))).isEqualTo(PngWriter.toBytes(pattern(50, 40)));
    }

    /** The bytes do not depend on the machine. The hashes are those of files that Python wrote with zlib's checksums. */
    @Test
    void anUncompressedPictureHasTheBytesOfTheFormat() {
        assertThat(sha(PngWriter.toUncompressedBytes(pattern(300, 200))))
                .isEqualTo("0c57e7fe7b34b75fe011c617a2564176a08efce1a5dc9cfac0629186c72a5dee");
        assertThat(sha(PngWriter.toUncompressedBytes(mask(300, 300))))
                .isEqualTo("6cb90fccbe8790cac55afc4b51474d981ca7f6f0536ca2fc2180df56349a6977");
    }
}
