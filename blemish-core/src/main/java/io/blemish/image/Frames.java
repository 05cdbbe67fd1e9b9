package io.blemish.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * The frames that a decoder will really decode. A file states its size in one place and holds a frame, or a picture of another
 * format, in another: a BMP of 10 by 10 pixels may hold a JPEG of 256 megapixels. All limits are for the size that the file
 * states, so a frame that is larger is refused, and so is a format within another that is not needed.
 *
 * @param largest no frame is wider or higher than this
 */
record Frames(Size largest) {
    /** libjpeg's encoders write 10, careful ones some 30; each scan of a picture costs as much as the whole picture. */
    static final int MAX_SCANS = 64;

    /** A picture of any size may have as many: more than the usual 10, and at 80 megapixels some ten seconds of work. */
    static final int SCANS_OF_LARGE_PICTURES = 16;

    /** Pixels, counted once for each scan, of a JPEG with more scans than that: as many as 16 scans of 80 megapixels. */
    static final long MAX_SCANNED_PIXELS = 1_280_000_000L;

    private static final int WEBP_FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATION_FRAME_HEADER = 16;

    /** A lossy frame begins with a tag of three bytes and a start code of three. */
    private static final int LOSSY_SIZE = 6;

    private static final int FOURTEEN_BITS = 0x3FFF;
    private static final int LOSSLESS_SIGNATURE = 0x2F;

    private static final int BMP_HEADER_SIZE = 14;
    private static final int BMP_COMPRESSION = 30;
    private static final int BMP_HEADER_WITH_COMPRESSION = 40;

    /** Uncompressed, run lengths of 8 and of 4 bits, bit fields without and with alpha. */
    private static final Set<Long> BMP_KINDS = Set.of(0L, 1L, 2L, 3L, 6L);

    /**
     * Looks at the frames of a file.
     *
     * @param format of the file
     * @param in the file, whose position is not kept
     * @param stated the size that the file states, which a frame may not exceed
     * @throws IIOException if a frame is larger, needs too much work, or is of a format that is not read within another
     */
    static void check(final ImageFormat format, final ImageInputStream in, final Size stated) throws IOException {
        switch (format) {
            case BMP -> checkBmp(in);
            case WEBP -> new Frames(stated).checkWebp(in);
            case TIFF, BIG_TIFF -> TiffFrames.check(in, stated);
            case JPEG -> {
                final JpegHeader header = JpegHeader.read(in);
                checkScans(header, header.scans(in, in.length()));
            }
            case PNG -> {
                // Its header is the size of its one frame.
            }
        }
    }

    private static void checkScans(final JpegHeader header, final int scans) throws IIOException {
        if (scans > MAX_SCANS) {
            throw new IIOException("a JPEG of more than " + MAX_SCANS + " scans");
        }
        final long pixels = (long) header.width() * header.height();
        if (scans > SCANS_OF_LARGE_PICTURES && pixels * scans > MAX_SCANNED_PIXELS) {
            throw new IIOException(
                    "a JPEG of " + scans + " scans, more than its " + pixels / 1_000_000 + " megapixels may have");
        }
    }

    private static void checkBmp(final ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(BMP_HEADER_SIZE);
        if (in.readUnsignedInt() < BMP_HEADER_WITH_COMPRESSION) {
            return;
        }
        in.seek(BMP_COMPRESSION);
        if (!BMP_KINDS.contains(in.readUnsignedInt())) {
            throw new IIOException("a BMP that holds another format");
        }
    }

    private void checkWebp(final ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        checkChunks(in, WEBP_FIRST_CHUNK, in.length());
    }

    private void checkChunks(final ImageInputStream in, final long from, final long end) throws IOException {
        for (long at = from; at + CHUNK_HEADER <= end; ) {
            in.seek(at);
            final byte[] name = new byte[4];
            in.readFully(name);
            final long length = in.readUnsignedInt();
            final long content = at + CHUNK_HEADER;
            switch (new String(name, StandardCharsets.ISO_8859_1)) {
                case "VP8 " -> {
                    in.seek(content + LOSSY_SIZE);
                    check(in.readUnsignedShort() & FOURTEEN_BITS, in.readUnsignedShort() & FOURTEEN_BITS);
                }
                case "VP8L" -> {
                    in.seek(content);
                    if (in.readUnsignedByte() != LOSSLESS_SIGNATURE) {
                        throw new IIOException("a frame without its signature");
                    }
                    final int bits = in.readInt();
                    check((bits & FOURTEEN_BITS) + 1, ((bits >>> 14) & FOURTEEN_BITS) + 1);
                }
                case "ANMF" -> checkChunks(in, content + ANIMATION_FRAME_HEADER, Math.min(end, content + length));
                default -> {
                    // Other chunks have no pixels.
                }
            }
            at = content + length + (length & 1);
        }
    }

    private void check(final int width, final int height) throws IIOException {
        if (width > largest.width() || height > largest.height()) {
            throw new IIOException("a frame of " + width + "x" + height + " pixels in a picture of " + largest);
        }
    }

    /** The JPEG streams in the strips or tiles of a TIFF. */
    static final class Nested {
        private final Frames frames;
        private final long most;
        private final Map<Long, Long> known = new HashMap<>();
        private long work;

        /**
         * No stream yet.
         *
         * @param largest no stream may be wider or higher than this, a strip or tile
         * @param most pixels, counted once for each scan, that all streams may have together
         */
        Nested(final Size largest, final long most) {
            this.frames = new Frames(largest);
            this.most = most;
        }

        /** Looks at a stream. The same one may serve for many tiles, each of which is decoded. */
        void check(final ImageInputStream in, final long offset, final long length) throws IOException {
            Long pixels = known.get(offset);
            if (pixels == null) {
                in.seek(offset);
                if (in.readUnsignedByte() != 0xFF || in.readUnsignedByte() != 0xD8) {
                    throw new IIOException("a strip that is no JPEG");
                }
                final JpegHeader header = JpegHeader.readSegments(in);
                frames.check(header.width(), header.height());
                final int scans = header.scans(in, offset + length);
                checkScans(header, scans);
                pixels = (long) header.width() * header.height() * scans;
                known.put(offset, pixels);
            }
            work += pixels;
            if (work > most) {
                throw new IIOException("strips of more scans than its size can need");
            }
        }
    }
}
