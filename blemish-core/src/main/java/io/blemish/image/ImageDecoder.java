package io.blemish.image;

import io.blemish.InputException;
import io.blemish.image.Samples.Depth;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG, JPEG, TIFF, BMP and WebP, told by their content, as 8-bit RGB.
 *
 * <ul>
 *   <li>Grey becomes three equal channels; palettes are looked up; alpha is dropped, not blended with a background:
 *       all as Pillow's {@code convert("RGB")} does.
 *   <li>16 bits become 8 by their high byte, so 65535 becomes 255. Pillow does so with 16-bit RGB; 16-bit grey it
 *       clips at 255, which turns an industrial picture white. Signed, floating-point and 32-bit samples are refused.
 *   <li>CMYK becomes RGB by Pillow's formula, that of JPEG in Adobe's inverted sense. Colour profiles are ignored:
 *       training and inspection must see the same numbers, and Pillow ignores them too.
 *   <li>PNG, TIFF, BMP and JPEG come out as Pillow reads them, to the byte, with two exceptions: 16-bit BMP (±1), and
 *       colour JPEG that is subsampled along its height only (4:4:0), whose colours the JDK's decoder repeats where
 *       Pillow's interpolates. Lossy WebP differs at edges of colour for the same reason, grey by 1 at most.
 *   <li>The orientation in a JPEG's EXIF segment or in a TIFF is applied: sizes are those of the upright picture.
 *   <li>Of a file with several pages the first is read.
 * </ul>
 *
 * <p>Size and format are looked at before anything is decoded. A file that is cut off or damaged is refused, not shown
 * half grey: a missing half would look like a defect, or worse, like none. Immutable, for any number of threads.
 */
public final class ImageDecoder {
    /**
     * The most pixels of a picture unless the caller says otherwise: 80 million, above the largest common
     * machine-vision sensors (65 million). Decoding takes 3 to 11 bytes a pixel, so one at a time fits a heap of 1 GiB.
     */
    public static final long DEFAULT_MAX_PIXELS = 80_000_000;

    /** The most bytes of a file unless the caller says otherwise: 1 GiB, above any picture of so many pixels. */
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** The three bytes of a pixel must fit one array. */
    private static final long ARRAY_PIXELS = Integer.MAX_VALUE / 3;

    private static final double MEGA = 1e6;

    private final long maxPixels;
    private final long maxBytes;

    /** With the default limits. */
    public ImageDecoder() {
        this(DEFAULT_MAX_PIXELS, DEFAULT_MAX_BYTES);
    }

    /**
     * With limits above which a picture is refused before it is decoded.
     *
     * @param maxPixels width times height, 1 to 715,827,882 (what an array holds)
     * @param maxBytes of the file, at least 1
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
     * Decodes a file.
     *
     * @param file a picture
     * @throws InputException naming the file, where it is missing, no picture, cut off, damaged or above a limit
     */
    public RgbImage decode(final Path file) {
        return decode(PictureSource.of(file), Depth.HIGH_BYTE);
    }

    /**
     * Decodes a picture in memory.
     *
     * @param name what to call it in messages
     * @param content the bytes of a file
     * @throws InputException naming the picture, where it is no picture, cut off, damaged or above a limit
     */
    public RgbImage decode(final String name, final byte[] content) {
        return decode(new PictureSource.Bytes(name, content), Depth.HIGH_BYTE);
    }

    /**
     * The size of an upright picture, from the file's header alone; the limit on pixels does not apply.
     *
     * @param file a picture
     * @throws InputException naming the file, where it is missing or no picture
     */
    public Size size(final Path file) {
        return read(PictureSource.of(file), OpenPicture::size);
    }

    /**
     * The size of an upright picture in memory, from its header alone; the limit on pixels does not apply.
     *
     * @param name what to call it in messages
     * @param content the bytes of a file
     * @throws InputException naming the picture, where it is none
     */
    public Size size(final String name, final byte[] content) {
        return read(new PictureSource.Bytes(name, content), OpenPicture::size);
    }

    /** Decodes with a rule for samples of 16 bits: pictures and masks differ in it. */
    RgbImage decode(final PictureSource source, final Depth depth) {
        return read(source, picture -> {
            checkPixels(source.name(), picture.size());
            return picture.decode(depth);
        });
    }

    private <T> T read(final PictureSource source, final Reading<T> reading) {
        try {
            checkBytes(source);
            try (ImageInputStream in = source.open();
                    OpenPicture picture = OpenPicture.of(in, source.name())) {
                return reading.of(picture);
            }
        } catch (final InputException e) {
            throw e;
        } catch (final ClosedByInterruptException e) {
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (final OutOfMemoryError e) {
            throw new InputException(
                    source.name() + " does not fit in Java's memory; scale it down, or give Java more with -Xmx.", e);
        } catch (final IOException | RuntimeException e) {
            // Readers meet damage with every kind of exception; none of them may end a run over many pictures.
            throw new InputException(
                    source.name() + " cannot be decoded: it is cut off, damaged or of a rare kind (" + reason(e)
                            + "); copy it again, or save it as PNG with 8 or 16 bits a channel.",
                    e);
        }
    }

    private void checkBytes(final PictureSource source) throws IOException {
        final long bytes = source.bytes();
        if (bytes == 0) {
            throw new InputException(source.name() + " is empty (0 bytes); copy it again from where it came from.");
        }
        if (bytes > maxBytes) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %,d bytes, above the limit of %,d; save it compressed.",
                    source.name(),
                    bytes,
                    maxBytes));
        }
    }

    private void checkPixels(final String name, final Size size) {
        if (size.pixels() > maxPixels) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s is %s: %.1f megapixels, above the limit of %.1f; cut it into tiles or scale it" + " down.",
                    name,
                    size,
                    size.pixels() / MEGA,
                    maxPixels / MEGA));
        }
    }

    private static String reason(final Exception e) {
        final String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message.strip();
    }

    /** What is wanted of an open picture. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(OpenPicture picture) throws IOException;
    }
}
