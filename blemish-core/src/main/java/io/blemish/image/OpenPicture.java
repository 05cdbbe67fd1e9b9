package io.blemish.image;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.Samples.Depth;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** A picture whose header has been read. */
final class OpenPicture implements AutoCloseable {
    private final ImageFormat format;
    private final ImageInputStream in;
    private final ImageReader reader;
    private final Optional<JpegHeader> jpeg;
    private final Orientation orientation;
    private final Damage damage = new Damage();

    private OpenPicture(
            final ImageFormat format,
            final ImageInputStream in,
            final ImageReader reader,
            final Optional<JpegHeader> jpeg,
            final Orientation orientation) {
        this.format = format;
        this.in = in;
        this.reader = reader;
        this.jpeg = jpeg;
        this.orientation = orientation;
        reader.addIIOReadWarningListener((source, warning) -> damage.note(warning));
    }

    /**
     * Recognises the format and reads the header.
     *
     * @param in a stream at its start, which the caller closes
     * @param name for the message
     * @throws BlemishException if it is none of the formats
     */
    static OpenPicture of(final ImageInputStream in, final String name) throws IOException {
        final ImageFormat format = ImageFormat.of(in)
                .orElseThrow(() -> new PictureException(
                        ErrorCode.PICTURE_UNREADABLE,
                        name + " is not a picture in a format that is read here; save it as " + ImageFormat.NAMES
                                + "."));
        final Optional<JpegHeader> jpeg =
                format == ImageFormat.JPEG ? Optional.of(JpegHeader.read(in)) : Optional.empty();
        final Orientation orientation = switch (format) {
            case JPEG -> jpeg.orElseThrow().orientation();
            case TIFF, BIG_TIFF -> Orientation.ofTiff(in);
            case PNG, BMP, WEBP -> Orientation.UPRIGHT;
        };
        if (format == ImageFormat.WEBP) {
            checkWhole(in);
        }
        in.seek(0);
        final ImageReader reader = format.reader();
        reader.setInput(in, true, true);
        return new OpenPicture(format, in, reader, jpeg, orientation);
    }

    /** Refuses a WebP that is shorter than its header states, since its reader takes missing bytes as zeros. */
    private static void checkWhole(final ImageInputStream in) throws IOException {
        in.seek(4);
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        final long stated = in.readUnsignedInt() + 8;
        if (in.length() < stated) {
            throw new IIOException("it has " + in.length() + " of " + stated + " bytes");
        }
    }

    /** The size of the upright picture. */
    Size size() throws IOException {
        final int width = reader.getWidth(0);
        final int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw new IIOException(width + "x" + height + " pixels");
        }
        return orientation.apply(new Size(width, height));
    }

    /** The upright picture. */
    RgbImage decode(final Depth depth) throws IOException {
        checkFrames();
        final RgbImage stored = jpeg.isPresent() ? decodeJpeg(jpeg.get().components(), depth) : decodeOther(depth);
        damage.check();
        return orientation.apply(stored);
    }

    /** The reader finds the stream as it left it. */
    private void checkFrames() throws IOException {
        final Size stored = new Size(reader.getWidth(0), reader.getHeight(0));
        final long position = in.getStreamPosition();
        final ByteOrder order = in.getByteOrder();
        Frames.check(format, in, stored);
        in.setByteOrder(order);
        in.seek(position);
    }

    /** Decodes without the reader's colour conversion, which would apply profiles. */
    private RgbImage decodeJpeg(final JpegHeader.Components components, final Depth depth) throws IOException {
        final Raster raster = reader.readRaster(0, null);
        final byte[] pixels = Samples.interleaved(raster, components.count(), depth);
        return new RgbImage(raster.getWidth(), raster.getHeight(), components.toRgb(pixels));
    }

    private RgbImage decodeOther(final Depth depth) throws IOException {
        final ImageReadParam asStored = reader.getDefaultReadParam();
        final ImageTypeSpecifier type = reader.getRawImageType(0);
        asStored.setDestinationType(type);
        return Samples.toRgb(reader.read(0, asStored), depth);
    }

    @Override
    public void close() {
        reader.dispose();
    }

    /** The first warning of a reader that means lost pixels, which readers fill with grey before they go on. */
    private static final class Damage {
        private Optional<String> first = Optional.empty();

        void note(final String warning) {
            if (first.isEmpty() && isDamage(warning.toLowerCase(Locale.ROOT))) {
                first = Optional.of(warning);
            }
        }

        void check() throws IIOException {
            if (first.isPresent()) {
                throw new IIOException(first.get());
            }
        }

        /** Stray bytes between two segments do no harm: some cameras write them. */
        private static boolean isDamage(final String warning) {
            return warning.contains("premature")
                    || warning.contains("truncated")
                    || (warning.contains("corrupt") && !warning.contains("extraneous bytes"))
                    || warning.contains("inconsistent progression");
        }
    }
}
