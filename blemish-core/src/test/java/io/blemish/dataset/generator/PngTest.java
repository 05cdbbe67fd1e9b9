package io.blemish.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
    /** From one block of the zlib stream to several. */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 147, 148, 300})
    void isReadBackAsItWas(final int size) throws IOException {
        final byte[] pixels = new byte[3 * size * size];
        new Random(size).nextBytes(pixels);
        final boolean[] mask = new boolean[size * size];
        for (int k = 0; k < mask.length; k++) {
            mask[k] = pixels[k] > 0;
        }
        final BufferedImage colour = ImageIO.read(new ByteArrayInputStream(Png.colour(pixels, size)));
        final BufferedImage grey = ImageIO.read(new ByteArrayInputStream(Png.mask(mask, size)));
        assertThat(colour.getWidth()).isEqualTo(size);
        assertThat(grey.getHeight()).isEqualTo(size);
        for (int k = 0; k < mask.length; k++) {
            final int rgb = colour.getRGB(k % size, k / size);
            assertThat((byte) (rgb >> 16)).isEqualTo(pixels[3 * k]);
            assertThat((byte) (rgb >> 8)).isEqualTo(pixels[3 * k + 1]);
            assertThat((byte) rgb).isEqualTo(pixels[3 * k + 2]);
            assertThat(grey.getRaster().getSample(k % size, k / size, 0)).isEqualTo(mask[k] ? 255 : 0);
        }
    }
}
