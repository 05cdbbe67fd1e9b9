package io.blemish.image;

import static io.blemish.image.Patterns.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits hold for what is decoded, not for what a file states. */
class FramesTest {
    private final ImageDecoder decoder = new ImageDecoder();

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 11})
    void aBmpThatHoldsAnotherFormatIsRefused(final int compression) {
        final byte[] inner = bytes(compression == 4 ? "pictures/444.jpg" : "pictures/rgb.png");
        final ByteBuffer bmp = ByteBuffer.allocate(54 + inner.length).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(54 + inner.length).putInt(0).putInt(54);
        bmp.putInt(40).putInt(10).putInt(10).putShort((short) 1).putShort((short) 0);
        bmp.putInt(compression)
                .putInt(inner.length)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0);
        bmp.put(inner);
        refused("holds another format", bmp.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp"})
    void aWebpWhoseFrameIsLargerThanItsCanvasIsRefused(final String name) {
        refused("pixels in a picture of 10x10", onCanvas(bytes("pictures/" + name), 10, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp"})
    void aWebpWhoseFrameFillsItsCanvasIsDecoded(final String name) {
        final byte[] plain = bytes("pictures/" + name);
        final Size size = decoder.size("p", plain);
        assertThat(decoder.decode("p", onCanvas(plain, size.width(), size.height()))
                        .rgb())
                .isEqualTo(decoder.decode("p", plain).rgb());
    }

    /** A simple WebP as an extended one, with a canvas of its own. */
    private static byte[] onCanvas(final byte[] webp, final int width, final int height) {
        final byte[] frame = Arrays.copyOfRange(webp, 12, webp.length);
        final ByteBuffer extended = ByteBuffer.allocate(30 + frame.length).order(ByteOrder.LITTLE_ENDIAN);
        extended.put(ascii("RIFF")).putInt(22 + frame.length).put(ascii("WEBP"));
        extended.put(ascii("VP8X")).putInt(10).putInt(0);
        putThreeBytes(extended, width - 1);
        putThreeBytes(extended, height - 1);
        return extended.put(frame).array();
    }

    private static void putThreeBytes(final ByteBuffer to, final int value) {
        to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aJpegOfThousandsOfEmptyScansIsRefused() {
        refused("more than 64 scans", withEmptyScans(bytes("pictures/progressive.jpg"), 2000));
    }

    @Test
    void aJpegOfManyMegapixelsMayHaveFewerScans() throws IOException {
        // The picture has two scans or more of its own; its header says 80 megapixels, and is all that is looked at.
        final byte[] large = withSize(bytes("pictures/progressive.jpg"), 8000, 10_000);
        refused("megapixels may have", withEmptyScans(large, 20));
        check(withEmptyScans(large, 5));
        check(withEmptyScans(bytes("pictures/progressive.jpg"), 20));
    }

    private static void check(final byte[] jpeg) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            Frames.check(ImageFormat.JPEG, in, new Size(10_000, 8000));
        }
    }

    /** With so many later scans of one component that refine one coefficient and have no data. */
    private static byte[] withEmptyScans(final byte[] progressive, final int scans) {
        final ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(progressive, 0, progressive.length - 2);
        final byte[] empty = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 1, 0};
        for (int i = 0; i < scans; i++) {
            many.writeBytes(empty);
        }
        many.write(progressive, progressive.length - 2, 2);
        return many.toByteArray();
    }

    private static byte[] withSize(final byte[] progressive, final int height, final int width) {
        final byte[] sized = progressive.clone();
        for (int i = 0; i + 9 < sized.length; i++) {
            // A progressive frame's header: marker, length, 8 bits, height, width.
            if ((sized[i] & 0xFF) == 0xFF && (sized[i + 1] & 0xFF) == 0xC2 && sized[i + 4] == 8) {
                ByteBuffer.wrap(sized).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
            }
        }
        return sized;
    }

    @Test
    void aTileOfATiffMayNotBeLargerThanThePictureCanNeed() {
        final byte[] tiff = bytes("pictures/tiled.tif");
        refused("tiles of", withField(tiff, 322, 10_000_000));
    }

    @Test
    void aJpegInsideATiffMayNotBeLargerThanItsStrip() {
        final byte[] tiff = bytes("pictures/jpeg-inside.tif").clone();
        for (int i = 0; i + 9 < tiff.length; i++) {
            // A frame header: marker, length, 8 bits, height, width.
            if ((tiff[i] & 0xFF) == 0xFF && (tiff[i + 1] & 0xFF) == 0xC0 && tiff[i + 4] == 8) {
                tiff[i + 5] = 0x3F;
                tiff[i + 7] = 0x3F;
            }
        }
        refused("a frame of", tiff);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 34712, 50001, 34892})
    void aTiffOfARareCompressionIsRefused(final int compression) {
        refused("compression " + compression, withField(bytes("pictures/raw.tif"), 259, compression));
    }

    /** A little-endian TIFF with another value of a field of one number. */
    private static byte[] withField(final byte[] tiff, final int tag, final int value) {
        final ByteBuffer changed = ByteBuffer.wrap(tiff.clone()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(tiff[0]).isEqualTo((byte) 'I');
        final int directory = changed.getInt(4);
        for (int i = 0; i < changed.getShort(directory); i++) {
            final int at = directory + 2 + 12 * i;
            if ((changed.getShort(at) & 0xFFFF) == tag) {
                changed.putShort(at + 2, (short) 4).putInt(at + 8, value);
                return changed.array();
            }
        }
        throw new AssertionError("no field " + tag);
    }

    private void refused(final String reason, final byte[] picture) {
        assertThatThrownBy(() -> decoder.decode("p", picture))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("p cannot be decoded")
                .hasMessageContaining(reason);
    }
}
