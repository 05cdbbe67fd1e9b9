package io.blemish.image;

import static io.blemish.image.Patterns.pattern;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_BINARY;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_565_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_GRAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from images of Java's. */
class BufferedPictureTest {
    private static final RgbImage EXPECTED = pattern(19, 13);

    @ParameterizedTest
    @ValueSource(
            ints = {
                TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void colourImagesOfEveryTypeGiveTheSamePixels(final int type) {
        assertThat(picture(drawn(new BufferedImage(19, 13, type)))).isEqualTo(EXPECTED);
    }

    @Test
    void bytesInTheOrderOfRgbAreCopiedToo() {
        final BufferedImage image = component(DataBuffer.TYPE_BYTE, 3);
        final WritableRaster raster = image.getRaster();
        raster.setDataElements(0, 0, 19, 13, EXPECTED.rgb());
        final Picture picture = Picture.of("p", image);
        raster.setSample(3, 3, 0, 1 + raster.getSample(3, 3, 0));
        assertThat(picture.decode()).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {TYPE_INT_RGB, TYPE_3BYTE_BGR})
    void aPartOfAnImageGivesThatPart(final int type) {
        final RgbImage part = picture(drawn(new BufferedImage(19, 13, type)).getSubimage(5, 2, 7, 9));
        assertThat(part.size()).isEqualTo(new Size(7, 9));
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 7; x++) {
                final int from = ((y + 2) * 19 + x + 5) * 3;
                final int to = (y * 7 + x) * 3;
                assertThat(part.rgb()[to]).isEqualTo(EXPECTED.rgb()[from]);
                assertThat(part.rgb()[to + 2]).isEqualTo(EXPECTED.rgb()[from + 2]);
            }
        }
    }

    @Test
    void alphaIsDroppedEvenIfColoursWereMultipliedByIt() {
        for (final int type : new int[] {
            BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE
        }) {
            final BufferedImage image = new BufferedImage(1, 1, type);
            image.setRGB(0, 0, 0x80FF0040);
            assertThat(picture(image).rgb()).as("type %d", type).containsExactly(255, 0, 64);
        }
    }

    @Test
    void greyIsTakenAsItIsStored() {
        final BufferedImage bytes = new BufferedImage(2, 1, TYPE_BYTE_GRAY);
        bytes.getRaster().setSample(1, 0, 0, 90);
        assertThat(picture(bytes).rgb()).containsExactly(0, 0, 0, 90, 90, 90);
        final BufferedImage shorts = new BufferedImage(2, 1, TYPE_USHORT_GRAY);
        shorts.getRaster().setSample(0, 0, 0, 65_535);
        shorts.getRaster().setSample(1, 0, 0, (90 << 8) + 255);
        assertThat(picture(shorts).rgb()).containsExactly(255, 255, 255, 90, 90, 90);
    }

    @Test
    void sixteenBitsOfColourBecomeEightByTheirHighByte() {
        final BufferedImage image = component(DataBuffer.TYPE_USHORT, 3);
        image.getRaster().setPixel(18, 12, new int[] {0x1234, 0xFFFF, 0x00FF});
        assertThat(picture(image).rgb()).endsWith(0x12, 255, 0);
    }

    @Test
    void coloursOfAPaletteAreLookedUp() {
        final IndexColorModel palette =
                new IndexColorModel(8, 2, new byte[] {1, (byte) 200}, new byte[] {2, 100}, new byte[] {3, 50});
        final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        assertThat(picture(image).rgb()).containsExactly(1, 2, 3, 200, 100, 50);
        final BufferedImage bits = new BufferedImage(9, 1, TYPE_BYTE_BINARY);
        bits.getRaster().setSample(8, 0, 0, 1);
        assertThat(picture(bits).rgb()).startsWith(0, 0, 0).endsWith(255, 255, 255);
    }

    @Test
    void packedColoursAreWidenedToEightBits() {
        final BufferedImage image = new BufferedImage(1, 1, TYPE_USHORT_565_RGB);
        image.getRaster().setPixel(0, 0, new int[] {31, 0, 16});
        assertThat(picture(image).rgb()).containsExactly(255, 0, 132);
    }

    @Test
    void samplesWithoutAnAgreedWayToEightBitsAreRefusedByName() {
        final BufferedImage image = component(DataBuffer.TYPE_FLOAT, 1);
        assertThatThrownBy(() -> Picture.of("camera 1", image))
                .isInstanceOf(BlemishException.class)
                .hasMessage("camera 1 cannot be used: its samples are signed, floating-point or wider than 16 bits;"
                        + " convert the image to RGB or grey with 8 or 16 bits a sample.");
    }

    /** Draws the pattern, its alpha at full. */
    private static BufferedImage drawn(final BufferedImage image) {
        final byte[] rgb = EXPECTED.rgb();
        for (int i = 0; i < 19 * 13; i++) {
            final int colour = (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
            image.setRGB(i % 19, i / 19, 0xFF000000 | colour);
        }
        return image;
    }

    private static BufferedImage component(final int type, final int bands) {
        final ColorSpace space = ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        final ComponentColorModel colors = new ComponentColorModel(space, false, false, Transparency.OPAQUE, type);
        final WritableRaster raster = colors.createCompatibleWritableRaster(19, 13);
        return new BufferedImage(colors, Raster.createWritableRaster(raster.getSampleModel(), null), false, null);
    }

    private static RgbImage picture(final BufferedImage image) {
        return Picture.of("p", image).decode();
    }
}
