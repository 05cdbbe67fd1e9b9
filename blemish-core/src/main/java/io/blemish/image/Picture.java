package io.blemish.image;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOException;

/**
 * A picture with a name, whatever a program has it in: a file, the bytes of a file, an image of Java's, or the rows of a
 * camera's buffer.
 *
 * <p>A file is not touched before its picture is decoded; bytes, images and rows are copied at once, so that the caller
 * may use them for the next picture. Immutable, safe for use by many threads.
 */
public final class Picture {
    private final String name;
    private final PictureSource source;

    private Picture(final String name, final PictureSource source) {
        this.name = name;
        this.source = source;
    }

    /**
     * {@return a picture in a file, named by its path}
     *
     * @param file in one of the formats that {@link ImageDecoder} reads
     */
    public static Picture of(final Path file) {
        return of(file.toString(), file);
    }

    /**
     * {@return a picture in a file, with a name of its own}
     *
     * @param name for results; messages name the file by its path
     * @param file in one of the formats that {@link ImageDecoder} reads
     */
    public static Picture of(final String name, final Path file) {
        return new Picture(name, new PictureSource.InFile(file));
    }

    /**
     * {@return a picture in the bytes of a file}
     *
     * @param name for results and messages
     * @param content the bytes, in one of the formats that {@link ImageDecoder} reads; copied
     */
    public static Picture of(final String name, final byte[] content) {
        return new Picture(name, new PictureSource.InMemory(name, content.clone()));
    }

    /**
     * {@return a picture in a stream, which is read to its end at once and is not closed}
     *
     * @param name for results and messages
     * @param in the bytes of a file, in one of the formats that {@link ImageDecoder} reads, at most
     *     {@link ImageDecoder#DEFAULT_MAX_BYTES}
     * @throws BlemishException if the stream cannot be read, has more bytes, or does not fit in memory
     */
    public static Picture of(final String name, final InputStream in) {
        return of(name, in, (int) ImageDecoder.DEFAULT_MAX_BYTES);
    }

    /** As {@link #of(String, InputStream)}, with a limit. */
    static Picture of(final String name, final InputStream in, final int maxBytes) {
        return new Picture(name, new PictureSource.InMemory(name, readAll(name, in, maxBytes)));
    }

    /**
     * {@return a picture in an image of Java's} Its samples are taken as {@link ImageDecoder} takes those of a file: alpha
     * is dropped, 16 bits become 8 by their high byte, colour profiles are ignored.
     *
     * @param name for results and messages
     * @param image grey, RGB, CMYK or with a palette, of 8 or 16 bits a sample or packed; copied
     * @throws BlemishException if its colours or samples are of another kind, or it has more than 715,827,882 pixels
     */
    public static Picture of(final String name, final BufferedImage image) {
        ImageDecoder.checkPixels(name, new Size(image.getWidth(), image.getHeight()), ImageDecoder.ARRAY_PIXELS);
        try {
            return of(name, Samples.copyOf(image));
        } catch (final IIOException e) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    name + " cannot be used: " + e.getMessage()
                            + "; convert the image to RGB or grey with 8 or 16 bits a sample.",
                    e);
        }
    }

    /**
     * {@return a picture that is decoded already}
     *
     * @param name for results and messages
     * @param image the picture
     */
    public static Picture of(final String name, final RgbImage image) {
        return new Picture(name, new PictureSource.Pixels(name, image));
    }

    /**
     * {@return a picture in the rows of a camera's buffer}
     *
     * @param name for results and messages
     * @param format how a pixel lies in memory
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param stride bytes from the start of a row to the start of the next, at least those of a row
     * @param buffer the rows, from the top, starting at its position; on the heap or direct; copied, its position and
     *     limit stay as they are
     * @throws IllegalArgumentException if the size is below 1x1, a row is longer than the stride, or the buffer ends
     *     before the last row
     * @throws BlemishException if it has more than 715,827,882 pixels
     */
    public static Picture raw(
            final String name,
            final PixelFormat format,
            final int width,
            final int height,
            final int stride,
            final ByteBuffer buffer) {
        final Size size = new Size(width, height);
        ImageDecoder.checkPixels(name, size, ImageDecoder.ARRAY_PIXELS);
        return of(name, format.copy(size, stride, buffer));
    }

    /** {@return the picture's name in results} */
    public String name() {
        return name;
    }

    /**
     * Decodes the picture within the default limits of {@link ImageDecoder}. Nothing is kept, so a second call decodes
     * again.
     *
     * @return the upright picture
     * @throws BlemishException naming the picture, if it is missing, no picture, cut off, damaged or above a limit
     */
    public RgbImage decode() {
        return ImageDecoder.DEFAULT.decode(this);
    }

    /**
     * The SHA-256 of the content, by which a picture is recognised: that of the file or its bytes, or of the width and
     * height (four bytes each, the high byte first) followed by the pixels' red, green and blue.
     *
     * @return 32 bytes
     * @throws BlemishException if its file cannot be read
     */
    public byte[] sha256() {
        try {
            return source.sha256();
        } catch (final IOException e) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    "The picture " + source.label() + " cannot be read (" + e + "); check its permissions.",
                    e);
        }
    }

    PictureSource source() {
        return source;
    }

    @Override
    public String toString() {
        return name;
    }

    private static byte[] readAll(final String name, final InputStream in, final int maxBytes) {
        try {
            final byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE,
                        String.format(Locale.ROOT, "%s has more than %,d bytes; save it compressed.", name, maxBytes));
            }
            return content;
        } catch (final ClosedByInterruptException e) {
            throw ImageDecoder.cancelled(e);
        } catch (final OutOfMemoryError e) {
            throw ImageDecoder.outOfMemory(name, e);
        } catch (final IOException e) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE, name + " cannot be read to its end (" + e + "); send it again.", e);
        }
    }
}
