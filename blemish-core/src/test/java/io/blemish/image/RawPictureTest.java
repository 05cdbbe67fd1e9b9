package io.blemish.image;

import static io.blemish.image.Patterns.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures from the rows of a camera's buffer. */
class RawPictureTest {
    private static final RgbImage EXPECTED = pattern(5, 3);

    @ParameterizedTest
    @CsvSource({"RGB, 15, false", "RGB, 16, true", "BGR, 15, true", "BGR, 24, false"})
    void rowsOfColourGiveThePicture(final PixelFormat format, final int stride, final boolean direct) {
        final ByteBuffer buffer = rows(format, stride, direct);
        assertThat(Picture.raw("p", format, 5, 3, stride, buffer).decode()).isEqualTo(EXPECTED);
        assertThat(buffer.position()).isEqualTo(2);
        assertThat(buffer.remaining()).isEqualTo(stride * 2 + 15);
    }

    @Test
    void rowsOfGreyGiveThreeEqualChannels() {
        final ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, (byte) 200, 77, 3, 4});
        assertThat(Picture.raw("p", PixelFormat.GREY, 2, 2, 3, buffer).decode())
                .isEqualTo(new RgbImage(2, 2, new byte[] {1, 1, 1, -56, -56, -56, 3, 3, 3, 4, 4, 4}));
    }

    @Test
    void aBufferMayBeReadOnly() {
        final ByteBuffer buffer = rows(PixelFormat.BGR, 15, false).asReadOnlyBuffer();
        assertThat(Picture.raw("p", PixelFormat.BGR, 5, 3, 15, buffer).decode()).isEqualTo(EXPECTED);
    }

    @Test
    void theNextFrameInTheBufferDoesNotChangeThePicture() {
        final ByteBuffer buffer = rows(PixelFormat.RGB, 15, true);
        final Picture picture = Picture.raw("p", PixelFormat.RGB, 5, 3, 15, buffer);
        buffer.put(new byte[45]);
        assertThat(picture.decode()).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0    | 3    | 15   | no size has 0x3 pixels
                    5    | -1   | 15   | no size has 5x-1 pixels
                    5    | 3    | 14   | a row of 5 BGR pixels takes 15 bytes, which is more than the stride of 14
                    5    | 3    | -15  | a row of 5 BGR pixels takes 15 bytes, which is more than the stride of -15
                    5    | 4    | 16   | 5x4 BGR pixels with a stride of 16 take 63 bytes, but the buffer has 45
                    5    | 3    | 2147483647 | 5x3 BGR pixels with a stride of 2147483647 take 4294967309 bytes, but the buffer has 45
                    """)
    void aProgrammersMistakeIsNamedInOneSentence(
            final int width, final int height, final int stride, final String message) {
        final ByteBuffer buffer = rows(PixelFormat.BGR, 15, false);
        assertThatThrownBy(() -> Picture.raw("p", PixelFormat.BGR, width, height, stride, buffer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aPictureThatNoArrayHoldsIsRefused() {
        assertThatThrownBy(() -> Picture.raw("p", PixelFormat.GREY, 40_000, 40_000, 40_000, ByteBuffer.allocate(1)))
                .isInstanceOf(BlemishException.class)
                .hasMessage(
                        "p is 40000x40000: 1600.0 megapixels, above the limit of 715.8; cut it into tiles or scale it"
                                + " down.");
    }

    /** The pattern's rows, with two other bytes before them and others between them. */
    private static ByteBuffer rows(final PixelFormat format, final int stride, final boolean direct) {
        final int length = 2 + 2 * stride + 15;
        final ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            buffer.put(i, (byte) 99);
        }
        final byte[] rgb = EXPECTED.rgb();
        for (int y = 0; y < 3; y++) {
            for (int k = 0; k < 15; k++) {
                final int channel = format == PixelFormat.BGR ? 2 - k % 3 : k % 3;
                buffer.put(2 + y * stride + k, rgb[y * 15 + k - k % 3 + channel]);
            }
        }
        return buffer.position(2);
    }
}
