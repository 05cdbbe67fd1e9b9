package io.blemish.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * The colours and the orientation of a JPEG, from the segments before its first scan.
 *
 * <p>The segments are read by hand, since a library's reader is not bounded: TwelveMonkeys' {@code JPEGSegmentUtil} keeps an
 * application segment that nobody asked for up to its first zero byte, even if that is the end of a file of 1 GiB.
 *
 * @param components the meaning of the components
 * @param orientation as the EXIF segment gives it
 * @param width of the frame as it is stored
 * @param height of the frame as it is stored; 0 if it is stated behind the first scan
 * @param several whether the frame has, or may have, several scans
 */
record JpegHeader(Components components, Orientation orientation, int width, int height, boolean several) {
    private static final int BLOCK = 1 << 14;

    private static final int START_OF_SCAN = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);

    /** The byte of Adobe's segment that names the transform: after its name, a version and two flags. */
    private static final int ADOBE_TRANSFORM = 11;

    /** The byte of a frame header that holds the number of components: after the precision, height and width. */
    private static final int FRAME_COMPONENTS = 5;

    private static final int FRAME_HEIGHT = 1;
    private static final int FRAME_WIDTH = 3;

    /** The meaning of a JPEG's components. */
    enum Components {
        GREY(1),
        RGB(3),
        YCC(3),
        CMYK(4),
        YCCK(4);

        private final int count;

        Components(final int count) {
            this.count = count;
        }

        /** The number of bytes of a pixel. */
        int count() {
            return count;
        }

        /**
         * Converts decoded components to RGB.
         *
         * @param pixels {@code [height, width, count]}; may be changed, may be returned
         */
        byte[] toRgb(final byte[] pixels) {
            return switch (this) {
                case GREY -> Colors.greyToRgb(pixels);
                case RGB -> pixels;
                case YCC -> {
                    Colors.yccToRgb(pixels, count);
                    yield pixels;
                }
                case CMYK -> {
                    Colors.invert(pixels);
                    yield Colors.cmykToRgb(pixels);
                }
                case YCCK -> {
                    // The transform inverts, which undoes Adobe's inversion; black has no transform and is still
                    // inverted.
                    Colors.yccToRgb(pixels, count);
                    yield Colors.cmykToRgb(invertBlack(pixels));
                }
            };
        }

        private static byte[] invertBlack(final byte[] pixels) {
            for (int i = 3; i < pixels.length; i += 4) {
                pixels[i] = (byte) ~pixels[i];
            }
            return pixels;
        }
    }

    /**
     * Reads a stream from its start to its first scan.
     *
     * @throws IIOException if the segments do not follow one another as they should
     */
    static JpegHeader read(final ImageInputStream in) throws IOException {
        in.seek(2);
        return readSegments(in);
    }

    /** Reads the segments from where a stream is, behind its first marker, to its first scan. */
    static JpegHeader readSegments(final ImageInputStream in) throws IOException {
        final ByteOrder before = in.getByteOrder();
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        try {
            return segments(in);
        } finally {
            in.setByteOrder(before);
        }
    }

    private static JpegHeader segments(final ImageInputStream in) throws IOException {
        final Segments found = new Segments();
        for (int marker = nextMarker(in); marker != START_OF_SCAN; marker = nextMarker(in)) {
            final int length = in.readUnsignedShort() - 2;
            if (length < 0) {
                throw new IIOException("a segment of negative length");
            }
            final byte[] body = new byte[length];
            in.readFully(body);
            found.add(marker, body);
        }
        // A scan's header begins with its length, two bytes, and the number of its components.
        in.skipBytes(2);
        final int scanned = in.readUnsignedByte();
        return new JpegHeader(
                found.components(),
                found.orientation,
                found.side(FRAME_WIDTH),
                found.side(FRAME_HEIGHT),
                found.progressive || scanned < found.components().count());
    }

    /**
     * The number of scans. A decoder goes over the whole picture for each, even if it has no data.
     *
     * @param in behind the header of the first scan
     * @param end where the stream ends
     */
    int scans(final ImageInputStream in, final long end) throws IOException {
        if (!several) {
            return 1;
        }
        int scans = 1;
        boolean marker = false;
        final byte[] block = new byte[BLOCK];
        for (int count = in.read(block); count > 0 && in.getStreamPosition() - count < end; count = in.read(block)) {
            for (int i = 0; i < count; i++) {
                scans += marker && (block[i] & 0xFF) == START_OF_SCAN ? 1 : 0;
                marker = (block[i] & 0xFF) == 0xFF;
            }
        }
        return scans;
    }

    private static int nextMarker(final ImageInputStream in) throws IOException {
        int value = in.readUnsignedByte();
        while (value != 0xFF) {
            value = in.readUnsignedByte();
        }
        while (value == 0xFF) {
            value = in.readUnsignedByte();
        }
        return value;
    }

    private static boolean startsWith(final byte[] body, final byte[] name) {
        return body.length >= name.length && Arrays.equals(body, 0, name.length, name, 0, name.length);
    }

    /** The segments that were read so far. */
    private static final class Segments {
        private static final int NONE = -1;

        /** Of the frames' markers, C2, C6, CA and CE are progressive; C3 and its like, which are lossless, may be so, too. */
        private static final int PROGRESSIVE = 2;

        private byte[] frame = new byte[0];
        private boolean progressive;
        private boolean jfif;
        private int adobeTransform = NONE;
        private Orientation orientation = Orientation.UPRIGHT;

        void add(final int marker, final byte[] body) {
            if (isFrame(marker)) {
                frame = body;
                progressive = (marker & PROGRESSIVE) != 0;
            } else if (marker == APP0 && startsWith(body, JFIF)) {
                jfif = true;
            } else if (marker == APP14 && startsWith(body, ADOBE) && body.length > ADOBE_TRANSFORM) {
                adobeTransform = body[ADOBE_TRANSFORM] & 0xFF;
            } else if (marker == APP1 && startsWith(body, EXIF)) {
                orientation =
                        Orientation.ofTiff(new ByteArrayImageInputStream(body, EXIF.length, body.length - EXIF.length));
            }
        }

        int side(final int at) {
            return frame.length > at + 1 ? (frame[at] & 0xFF) << Byte.SIZE | (frame[at + 1] & 0xFF) : 0;
        }

        /** The rules of libjpeg, which other writers of JPEG follow. */
        Components components() throws IIOException {
            final int count = frame.length > FRAME_COMPONENTS ? frame[FRAME_COMPONENTS] : 0;
            return switch (count) {
                case 1 -> Components.GREY;
                case 3 -> isRgb() ? Components.RGB : Components.YCC;
                case 4 -> adobeTransform == 2 ? Components.YCCK : Components.CMYK;
                default -> throw new IIOException("a frame of " + count + " components");
            };
        }

        private boolean isRgb() {
            if (jfif) {
                return false;
            }
            return adobeTransform == NONE ? componentsAreNamedRgb() : adobeTransform == 0;
        }

        private boolean componentsAreNamedRgb() {
            // Each component has a name, its sampling and its quantisation table: three bytes.
            final int first = FRAME_COMPONENTS + 1;
            return frame.length > first + 6
                    && frame[first] == 'R'
                    && frame[first + 3] == 'G'
                    && frame[first + 6] == 'B';
        }

        private static boolean isFrame(final int marker) {
            // C4, C8 and CC lie among the frames' markers but are Huffman tables, an extension and arithmetic coding.
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }
    }
}
