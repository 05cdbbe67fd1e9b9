package io.blemish.image;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.Samples.Depth;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes PNG, JPEG, TIFF, BMP and WebP as 8-bit RGB. The content tells the format, not the file's name.
 *
 * <ul>
 *   <li>Grey becomes three equal channels; palettes are looked up; alpha is dropped, not blended with a background:
 *       all as Pillow's {@code convert("RGB")} does.
 *   <li>16 bits become 8 by their high byte, so 65535 becomes 255. Pillow does so with 16-bit RGB; 16-bit grey it
 *       clips at 255, which turns an industrial picture white. Signed, floating-point and 32-bit samples are refused.
 *   <li>CMYK becomes RGB by Pillow's formula, that of JPEG in Adobe's inverted sense. Colour profiles are ignored:
 *       training and inspection must see the same numbers, and Pillow ignores them too.
 *   <li>PNG, TIFF, BMP and JPEG come out as Pillow reads them, to the byte, with two exceptions: 16-bit BMP (±1), and
 *       colour JPEG that is subsampled along its height only (4:4:0), whose colours the JDK's decoder repeats and
 *       Pillow's interpolates. Lossy WebP differs at edges of colour for the same reason, grey by 1 at most.
 *   <li>The orientation in a JPEG's EXIF segment or in a TIFF is applied: sizes are those of the upright picture.
 *   <li>If a file has several pages, the first is read.
 * </ul>
 *
 * <p>Size and format are checked before anything is decoded. A file that is cut off or damaged is refused, not shown
 * half grey: a missing half would look like a defect, or worse, like none. Immutable, safe for use by many threads.
 */
public final class ImageDecoder {
    /**
     * The most pixels of a picture by default: 80 million, above the largest common
     * machine-vision sensors (65 million). Decoding takes 3 to 11 bytes a pixel, so one at a time fits a heap of 1 GiB.
     */
    public static final long DEFAULT_MAX_PIXELS = 80_000_000;

    /** The most bytes of a file by default: 1 GiB, above any picture of so many pixels. */
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** The most pixels whose three bytes each fit in one array. */
    static final long ARRAY_PIXELS = Integer.MAX_VALUE / 3;

    /** A decoder with the default limits. */
    static final ImageDecoder DEFAULT = new ImageDecoder();

    private static final double MEGA = 1e6;

    private final long maxPixels;
    private final long maxBytes;

    /** A decoder with the default limits. */
    public ImageDecoder() {
        this(DEFAULT_MAX_PIXELS, DEFAULT_MAX_BYTES);
    }

    /**
     * A decoder with other limits. A picture above them is refused before it is decoded.
     *
     * @param maxPixels width times height, 1 to 715,827,882 (what an array holds)
     * @param maxBytes of the file, at least 1
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public ImageDecoder(final long maxPixels, final long maxBytes) {
        if (maxPixels < 1 || maxPixels > ARRAY_PIXELS || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "limits of " + maxPixels + " pixels (1 to " + ARRAY_PIXELS + ") and " + maxBytes + " bytes");
        }
        this.maxPixels = maxPixels;
        this.maxBytes = maxBytes;
    }

    /**
     * Decodes a picture.
     *
     * @param picture the picture to decode
     * @return the upright picture
     * @throws BlemishException naming the picture, if it is missing, no picture, cut off, damaged or above a limit
     * @throws CancellationException if the thread is interrupted while it reads a file
     */
    public RgbImage decode(final Picture picture) {
        return decode(picture.source(), Depth.HIGH_BYTE);
    }

    /**
     * Decodes a file.
     *
     * @param file a picture
     * @return the upright picture
     * @throws BlemishException as {@link #decode(Picture)}
     */
    public RgbImage decode(final Path file) {
        return decode(Picture.of(file));
    }

    /**
     * Decodes a picture in memory.
     *
     * @param name for messages
     * @param content the bytes of a file
     * @return the upright picture
     * @throws BlemishException as {@link #decode(Picture)}
     */
    public RgbImage decode(final String name, final byte[] content) {
        return decode(new PictureSource.InMemory(name, content), Depth.HIGH_BYTE);
    }

    /**
     * {@return the size of the upright picture, from its header alone} The limit on pixels does not apply.
     *
     * @param picture the picture; it is not decoded
     * @throws BlemishException naming the picture, if it is missing, no picture, or has more bytes than the limit
     */
    public Size size(final Picture picture) {
        final PictureSource source = picture.source();
        return source instanceof PictureSource.Pixels pixels
                ? pixels.image().size()
                : read((PictureSource.Encoded) source, OpenPicture::size);
    }

    /**
     * {@return the size of the upright picture in memory, from its header alone} The limit on pixels does not apply.
     *
     * @param name for messages
     * @param content the bytes of a file
     * @throws BlemishException as {@link #size(Picture)}
     */
    public Size size(final String name, final byte[] content) {
        return read(new PictureSource.InMemory(name, content), OpenPicture::size);
    }

    /**
     * Decodes a mask: a picture in which every pixel that is not black belongs to the defect, whether it is 1 of 65535 or
     * a palette's colour. Alpha is ignored. Save masks as PNG or TIFF: JPEG leaves faint noise around every edge, which
     * is not black.
     *
     * @param file the mask
     * @return the upright mask
     * @throws BlemishException as {@link #decode(Picture)}
     * @throws CancellationException as {@link #decode(Picture)}
     */
    public BitMask decodeMask(final Path file) {
        return decodeMask(Picture.of(file));
    }

    /**
     * Decodes a mask, as {@link #decodeMask(Path)} does.
     *
     * @param mask the picture of the mask
     * @return the upright mask
     * @throws BlemishException as {@link #decode(Picture)}
     * @throws CancellationException as {@link #decode(Picture)}
     */
    public BitMask decodeMask(final Picture mask) {
        final RgbImage picture = decode(mask.source(), Depth.ZERO_OR_NOT);
        final byte[] rgb = picture.rgb();
        final boolean[] defect = new boolean[picture.width() * picture.height()];
        for (int i = 0; i < defect.length; i++) {
            defect[i] = (rgb[3 * i] | rgb[3 * i + 1] | rgb[3 * i + 2]) != 0;
        }
        return new BitMask(picture.width(), picture.height(), defect);
    }

    private RgbImage decode(final PictureSource source, final Depth depth) {
        if (source instanceof PictureSource.Pixels pixels) {
            checkPixels(source.label(), pixels.image().size(), maxPixels);
            return pixels.image();
        }
        return read((PictureSource.Encoded) source, picture -> {
            checkPixels(source.label(), picture.size(), maxPixels);
            return picture.decode(depth);
        });
    }

    private <T> T read(final PictureSource.Encoded source, final Step<T> step) {
        final String label = source.label();
        try {
            checkBytes(label, source.bytes());
            try (ImageInputStream in = source.open();
                    OpenPicture picture = OpenPicture.of(in, label)) {
                return step.apply(picture);
            }
        } catch (final BlemishException e) {
            throw e;
        } catch (final ClosedByInterruptException e) {
            throw cancelled(e);
        } catch (final OutOfMemoryError e) {
            throw outOfMemory(label, e);
        } catch (final IOException | RuntimeException e) {
            // Damage makes readers throw exceptions of every kind; none of them may end a run over many pictures.
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    label + " cannot be decoded: it is cut off, damaged or of a rare kind (" + reason(e)
                            + "); copy it again, or save it as PNG with 8 or 16 bits a channel.",
                    e);
        }
    }

    private void checkBytes(final String label, final long bytes) {
        if (bytes == 0) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    label + " is empty (0 bytes); copy it again from where it came from.");
        }
        if (bytes > maxBytes) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    String.format(
                            Locale.ROOT,
                            "%s has %,d bytes, above the limit of %,d; save it compressed.",
                            label,
                            bytes,
                            maxBytes));
        }
    }

    static void checkPixels(final String label, final Size size, final long maxPixels) {
        if (size.pixels() > maxPixels) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    String.format(
                            Locale.ROOT,
                            "%s is %s: %.1f megapixels, above the limit of %.1f; cut it into tiles or scale it down.",
                            label,
                            size,
                            size.pixels() / MEGA,
                            maxPixels / MEGA));
        }
    }

    static CancellationException cancelled(final ClosedByInterruptException cause) {
        return (CancellationException) new CancellationException("interrupted").initCause(cause);
    }

    static BlemishException outOfMemory(final String label, final OutOfMemoryError cause) {
        return new PictureException(
                ErrorCode.PICTURE_UNREADABLE,
                label + " does not fit in Java's memory; scale it down, or give Java more with -Xmx.",
                cause);
    }

    private static String reason(final Exception e) {
        final String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message.strip();
    }

    /** The part of the work that needs the open picture. */
    @FunctionalInterface
    private interface Step<T> {
        T apply(OpenPicture picture) throws IOException;
    }
}
