package io.blemish.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/** The strips or tiles of the first picture of a TIFF, as far as they say what decoding them takes. */
final class TiffFrames {
    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int STRIP_OFFSETS = 273;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final Set<Integer> WANTED = Set.of(
            IMAGE_WIDTH,
            IMAGE_HEIGHT,
            COMPRESSION,
            STRIP_OFFSETS,
            ROWS_PER_STRIP,
            STRIP_LENGTHS,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_LENGTHS);

    private static final int JPEG = 7;

    /** Uncompressed, fax 2 to 4, LZW, JPEG, Deflate of two names, PackBits. Old JPEG has its frame anywhere in the file. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, (long) JPEG, 8L, 32946L, 32773L);

    /** A tile may be larger than its picture, which the last one mostly is, but need not be larger than this. */
    private static final long MAX_TILE = 1L << 22;

    /** A JPEG's sides are whole blocks. */
    private static final int BLOCK = 16;

    /** More strips than this no picture has rows, or tiles. */
    private static final long MAX_STRIPS = 1L << 20;

    private final ImageInputStream in;
    private final boolean big;
    private final Map<Integer, Field> fields = new HashMap<>();

    /**
     * A field of the directory.
     *
     * @param type of its values
     * @param count how many values it has
     * @param position in the file of the first
     */
    private record Field(int type, long count, long position) {
        int bytes() throws IIOException {
            return switch (type) {
                case 1 -> 1;
                case 3 -> 2;
                case 4, 13 -> 4;
                case 16, 18 -> 8;
                default -> throw new IIOException("a number of type " + type);
            };
        }
    }

    private TiffFrames(final ImageInputStream in) throws IOException {
        this.in = in;
        in.seek(0);
        in.setByteOrder(in.readUnsignedShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.big = in.readUnsignedShort() == 43;
        in.seek(big ? 8 : 4);
        in.seek(offset());
        final long entries = big ? in.readLong() : in.readUnsignedShort();
        final long first = in.getStreamPosition();
        final int entryBytes = big ? 20 : 12;
        if (entries < 0 || entries > in.length() / entryBytes) {
            throw new IIOException("a directory of " + entries + " fields");
        }
        for (long i = 0; i < entries; i++) {
            in.seek(first + i * entryBytes);
            final int tag = in.readUnsignedShort();
            final int type = in.readUnsignedShort();
            final long count = offset();
            if (WANTED.contains(tag)) {
                final long here = in.getStreamPosition();
                final Field inside = new Field(type, count, here);
                final boolean fits = count >= 0 && count <= (big ? 8 : 4) / inside.bytes();
                fields.putIfAbsent(tag, fits ? inside : new Field(type, count, offset()));
            }
        }
    }

    /**
     * Looks at the strips or tiles.
     *
     * @throws IIOException if one of them is larger than the picture can need, or is compressed in a way that is not read
     */
    static void check(final ImageInputStream in, final Size stated) throws IOException {
        new TiffFrames(in).check(stated);
    }

    private void check(final Size stated) throws IOException {
        final long compression = first(COMPRESSION, 1);
        if (!COMPRESSIONS.contains(compression)) {
            throw new IIOException("a TIFF of compression " + compression);
        }
        final long width = first(TILE_WIDTH, stated.width());
        final long height = first(TILE_HEIGHT, Math.min(first(ROWS_PER_STRIP, stated.height()), stated.height()));
        final long most = Math.max(MAX_TILE, stated.pixels());
        if (width < 1 || height < 1 || width > most || height > most || width * height > most) {
            throw new IIOException("tiles of " + width + "x" + height + " pixels in a picture of " + stated);
        }
        if (compression == JPEG) {
            final boolean tiled = fields.containsKey(TILE_OFFSETS);
            checkJpeg(
                    new Size(whole(width), whole(height)),
                    stated,
                    tiled ? TILE_OFFSETS : STRIP_OFFSETS,
                    tiled ? TILE_LENGTHS : STRIP_LENGTHS);
        }
    }

    private static int whole(final long side) {
        return Math.toIntExact((side + BLOCK - 1) / BLOCK * BLOCK);
    }

    private void checkJpeg(final Size tile, final Size stated, final int offsets, final int lengths)
            throws IOException {
        final Field field = fields.get(offsets);
        if (field == null || field.count() < 1 || field.count() > MAX_STRIPS) {
            throw new IIOException("no strips, or too many");
        }
        // Each row and column of tiles may be a part only, and planes are stored one after the other.
        final long pixels = Math.max(stated.pixels(), tile.pixels()) * 4 * 4;
        final long most = Math.max(pixels, Math.min(pixels * Frames.MAX_SCANS, Frames.MAX_SCANNED_PIXELS));
        final Frames.Nested nested = new Frames.Nested(tile, most);
        for (long i = 0; i < field.count(); i++) {
            nested.check(in, value(field, i), length(lengths, i));
        }
    }

    private long length(final int lengths, final long index) throws IOException {
        final Field field = fields.get(lengths);
        return field == null || index >= field.count() ? in.length() : value(field, index);
    }

    private long first(final int tag, final long otherwise) throws IOException {
        final Field field = fields.get(tag);
        return field == null || field.count() < 1 ? otherwise : value(field, 0);
    }

    private long value(final Field field, final long index) throws IOException {
        in.seek(field.position() + index * field.bytes());
        return switch (field.bytes()) {
            case 1 -> in.readUnsignedByte();
            case 2 -> in.readUnsignedShort();
            case 4 -> in.readUnsignedInt();
            default -> in.readLong();
        };
    }

    private long offset() throws IOException {
        return big ? in.readLong() : in.readUnsignedInt();
    }
}
