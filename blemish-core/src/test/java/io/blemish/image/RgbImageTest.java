package io.blemish.image;

import static io.blemish.image.Patterns.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class RgbImageTest {
    @Test
    void equalPicturesHaveTheSameSizeAndPixels() {
        final RgbImage picture = pattern(4, 6);
        assertThat(picture).isEqualTo(pattern(4, 6)).hasSameHashCodeAs(pattern(4, 6));
        assertThat(picture).isNotEqualTo(new RgbImage(6, 4, picture.rgb()));
        final byte[] changed = picture.rgb().clone();
        changed[70]++;
        assertThat(picture).isNotEqualTo(new RgbImage(4, 6, changed));
        assertThat(picture).hasToString("an RGB picture of 4x6");
    }

    @Test
    void theArrayMustFitTheSize() {
        assertThatThrownBy(() -> new RgbImage(2, 2, new byte[11])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RgbImage(0, 2, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anImageOfJavasIsACopy() {
        final RgbImage picture = new RgbImage(2, 1, new byte[] {1, 2, 3, -1, 0, 9});
        final BufferedImage image = picture.toBufferedImage();
        assertThat(image.getWidth()).isEqualTo(2);
        assertThat(image.getHeight()).isEqualTo(1);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF010203);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xFFFF0009);
        image.setRGB(0, 0, 0);
        assertThat(picture.rgb()).startsWith(1, 2, 3);
    }
}
