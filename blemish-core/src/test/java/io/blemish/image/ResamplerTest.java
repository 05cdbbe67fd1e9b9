package io.blemish.image;

import static io.blemish.image.Patterns.pattern;
import static io.blemish.image.Patterns.sha;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    @Test
    void equalsPillowToTheByteUpAndDown() {
        for (final String[] line : Patterns.table("resized.txt")) {
            final RgbImage picture = pattern(Integer.parseInt(line[0]), Integer.parseInt(line[1]));
            final Size size = new Size(Integer.parseInt(line[2]), Integer.parseInt(line[3]));
            final RgbImage resized = Resampler.resize(picture, size);
            assertThat(resized.size()).isEqualTo(size);
            assertThat(sha(resized.rgb())).as("%s to %s", picture.size(), size).isEqualTo(line[4]);
        }
    }

    @Test
    void theSameSizeIsTheSamePicture() {
        final RgbImage picture = pattern(20, 30);
        assertThat(Resampler.resize(picture, picture.size())).isSameAs(picture);
    }

    @Test
    void aPictureOfOneColourStaysSo() {
        for (int level = 0; level < 256; level += 5) {
            final byte[] rgb = new byte[37 * 53 * 3];
            Arrays.fill(rgb, (byte) level);
            final byte[] resized = Resampler.resize(new RgbImage(37, 53, rgb), new Size(11, 91))
                    .rgb();
            final byte[] expected = new byte[11 * 91 * 3];
            Arrays.fill(expected, (byte) level);
            assertThat(resized).isEqualTo(expected);
        }
    }

    @Test
    void theGivenPictureIsNotChanged() {
        final RgbImage picture = pattern(40, 40);
        Resampler.resize(picture, new Size(13, 77));
        assertThat(picture.rgb()).isEqualTo(pattern(40, 40).rgb());
    }

    /** Grey pictures are resized by code of their own, whose result a colour picture gives. */
    @Test
    void aGreyPictureIsResizedLikeAColourPicturesChannel() {
        for (int seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final Size size = new Size(1 + random.nextInt(600), 1 + random.nextInt(90));
            final Size resized = new Size(1 + random.nextInt(90), 1 + random.nextInt(600));
            final byte[] colour = new byte[(int) size.pixels() * 3];
            random.nextBytes(colour);
            final byte[] grey = colour.clone();
            for (int i = 0; i < grey.length; i++) {
                grey[i] = colour[i - i % 3];
            }
            final byte[] expected = Resampler.resize(new RgbImage(size.width(), size.height(), colour), resized)
                    .rgb()
                    .clone();
            for (int i = 0; i < expected.length; i++) {
                expected[i] = expected[i - i % 3];
            }
            assertThat(Resampler.resize(new RgbImage(size.width(), size.height(), grey), resized)
                            .rgb())
                    .isEqualTo(expected);
        }
    }
}
