package io.blemish.image;

import static io.blemish.image.Patterns.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngWriterTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        for (final Size size : new Size[] {new Size(1, 1), new Size(1, 9), new Size(300, 2), new Size(257, 129)}) {
            final RgbImage picture = pattern(size.width(), size.height());
            final RgbImage again = new ImageDecoder().decode("again.png", PngWriter.toBytes(picture));
            assertThat(again.size()).isEqualTo(size);
            assertThat(again.rgb()).isEqualTo(picture.rgb());
        }
    }

    @Test
    void othersReadIt() throws IOException {
        final RgbImage picture = pattern(31, 17);
        final var image = ImageIO.read(new ByteArrayInputStream(PngWriter.toBytes(picture)));
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 31; x++) {
                final int at = (y * 31 + x) * 3;
                final int expected = (picture.rgb()[at] & 0xFF) << 16
                        | (picture.rgb()[at + 1] & 0xFF) << 8
                        | (picture.rgb()[at + 2] & 0xFF);
                assertThat(image.getRGB(x, y) & 0xFFFFFF).isEqualTo(expected);
            }
        }
    }

    @Test
    void samePictureSameBytes() {
        assertThat(PngWriter.toBytes(pattern(50, 40))).isEqualTo(PngWriter.toBytes(pattern(50, 40)));
    }
}
