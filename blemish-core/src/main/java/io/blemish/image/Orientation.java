package io.blemish.image;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * The way in which a camera was held, and so how its picture is turned upright: the values 1 to 8 of the tag Orientation
 * of TIFF 6.0 and EXIF, in that order.
 *
 * <p>The tag is read by hand, since a library reads every value of every directory: a segment of 64 KB with 5,400 tags
 * makes TwelveMonkeys' {@code EXIFReader} run out of a heap of 1 GB, and metadata-extractor 2.21.0 keeps 708 MB of it.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    TRANSPOSED(true, false, false),
    NEEDS_CLOCKWISE_TURN(true, false, true),
    MIRRORED_ACROSS(true, true, true),
    NEEDS_ANTICLOCKWISE_TURN(true, true, false);

    private static final int CHANNELS = 3;
    private static final int TIFF_MAGIC = 42;
    private static final int BIG_TIFF_MAGIC = 43;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    private final boolean transposed;
    private final boolean fromRight;
    private final boolean fromBottom;

    /**
     * The order in which the stored picture's pixels are read for the rows of the upright one.
     *
     * @param transposed whether a row is read down a column
     * @param fromRight whether columns are read from the last to the first
     * @param fromBottom whether rows are read from the last to the first
     */
    Orientation(final boolean transposed, final boolean fromRight, final boolean fromBottom) {
        this.transposed = transposed;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /**
     * The orientation that the first directory of a TIFF file or EXIF block gives. It is upright if there is none, or
     * none that can be read: a picture is not refused because of it.
     */
    static Orientation ofTiff(final ImageInputStream in) {
        try {
            in.seek(0);
            in.setByteOrder(in.readUnsignedShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            final int magic = in.readUnsignedShort();
            return switch (magic) {
                case TIFF_MAGIC -> {
                    in.seek(in.readUnsignedInt());
                    yield find(in, in.readUnsignedShort(), 12);
                }
                case BIG_TIFF_MAGIC -> {
                    in.seek(8);
                    in.seek(in.readLong());
                    yield find(in, in.readLong(), 20);
                }
                default -> UPRIGHT;
            };
        } catch (final IOException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    private static Orientation find(final ImageInputStream in, final long entries, final int entryBytes)
            throws IOException {
        final long first = in.getStreamPosition();
        for (long i = 0; i < entries; i++) {
            in.seek(first + i * entryBytes);
            if (in.readUnsignedShort() == TAG && in.readUnsignedShort() == SHORT) {
                in.seek(first + (i + 1) * entryBytes - (entryBytes == 12 ? 4 : 8));
                final int value = in.readUnsignedShort();
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** The size of the upright picture. */
    Size apply(final Size stored) {
        return transposed ? stored.turned() : stored;
    }

    /** The upright picture, which is the stored one if that is upright. */
    RgbImage apply(final RgbImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        final Size size = apply(stored.size());
        final byte[] from = stored.rgb();
        final byte[] out = new byte[from.length];
        int to = 0;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++, to += CHANNELS) {
                final int column = transposed ? y : x;
                final int row = transposed ? x : y;
                final int source = ((fromBottom ? stored.height() - 1 - row : row) * stored.width()
                                + (fromRight ? stored.width() - 1 - column : column))
                        * CHANNELS;
                out[to] = from[source];
                out[to + 1] = from[source + 1];
                out[to + 2] = from[source + 2];
            }
        }
        return new RgbImage(size.width(), size.height(), out);
    }
}
