package io.blemish.image;

import java.nio.ByteBuffer;

/** The layout of a pixel in a camera's buffer, with 8 bits a channel. */
public enum PixelFormat {
    /** Three bytes a pixel: red, green, blue. */
    RGB(3) {
        @Override
        byte[] toRgb(final byte[] pixels) {
            return pixels;
        }
    },
    /** Three bytes a pixel: blue, green, red. */
    BGR(3) {
        @Override
        byte[] toRgb(final byte[] pixels) {
            Colors.swapRedAndBlue(pixels, pixels);
            return pixels;
        }
    },
    /** One byte a pixel. */
    GREY(1) {
        @Override
        byte[] toRgb(final byte[] pixels) {
            return Colors.greyToRgb(pixels);
        }
    };

    private final int bytesPerPixel;

    PixelFormat(final int bytesPerPixel) {
        this.bytesPerPixel = bytesPerPixel;
    }

    /** {@return the bytes of one pixel} */
    public int bytesPerPixel() {
        return bytesPerPixel;
    }

    /**
     * Pixels of this format as RGB.
     *
     * @param pixels {@code [height, width, bytesPerPixel]}; may be changed, may be returned
     */
    abstract byte[] toRgb(byte[] pixels);

    /**
     * Copies rows of pixels, from the buffer's position on. The buffer's position does not move.
     *
     * @param size of the picture
     * @param stride bytes from the start of a row to the start of the next
     * @param buffer the rows, from the top
     * @throws IllegalArgumentException if a row is longer than the stride, or the buffer ends before the last row
     */
    RgbImage copy(final Size size, final int stride, final ByteBuffer buffer) {
        final int start = buffer.position();
        final long row = (long) size.width() * bytesPerPixel;
        if (row > stride) {
            throw new IllegalArgumentException("a row of " + size.width() + " " + this + " pixels takes " + row
                    + " bytes, which is more than the stride of " + stride);
        }
        final long needed = (long) stride * (size.height() - 1) + row;
        if (needed > buffer.remaining()) {
            throw new IllegalArgumentException(size + " " + this + " pixels with a stride of " + stride + " take "
                    + needed + " bytes, but the buffer has " + buffer.remaining());
        }
        final byte[] pixels = new byte[Math.toIntExact(row * size.height())];
        for (int y = 0; y < size.height(); y++) {
            buffer.get(start + y * stride, pixels, y * (int) row, (int) row);
        }
        return new RgbImage(size.width(), size.height(), toRgb(pixels));
    }
}
