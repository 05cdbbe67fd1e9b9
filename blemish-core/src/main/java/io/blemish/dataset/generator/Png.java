package io.blemish.dataset.generator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes PNG without compressing it. The platform's compressor may differ from machine to machine, and what it writes
 * with it; noise hardly shrinks anyway.
 */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte GREY = 0;
    private static final byte COLOUR = 2;
    private static final int LONGEST_BLOCK = 0xFFFF;

    private Png() {}

    /** A colour picture of three bytes a pixel. */
    static byte[] colour(final byte[] pixels, final int size) {
        return encode(pixels, size, COLOUR, 3);
    }

    /** A mask: white where true. */
    static byte[] mask(final boolean[] mask, final int size) {
        final byte[] pixels = new byte[mask.length];
        for (int k = 0; k < mask.length; k++) {
            pixels[k] = (byte) (mask[k] ? 255 : 0);
        }
        return encode(pixels, size, GREY, 1);
    }

    private static byte[] encode(final byte[] pixels, final int size, final byte kind, final int channels) {
        final ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(size).putInt(size).put((byte) 8).put(kind).put(new byte[3]);
        final ByteArrayOutputStream out = new ByteArrayOutputStream(pixels.length + size + 1024);
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", stored(unfiltered(pixels, size, size * channels)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** Each row with the byte before it that says that it is not filtered. */
    private static byte[] unfiltered(final byte[] pixels, final int rows, final int width) {
        final byte[] filtered = new byte[rows * (width + 1)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(pixels, row * width, filtered, row * (width + 1) + 1, width);
        }
        return filtered;
    }

    /** A zlib stream of stored blocks. */
    private static byte[] stored(final byte[] data) {
        final int blocks = (data.length + LONGEST_BLOCK - 1) / LONGEST_BLOCK;
        final ByteBuffer out = ByteBuffer.allocate(2 + data.length + 5 * blocks + 4);
        out.put((byte) 0x78).put((byte) 0x01);
        for (int from = 0; from < data.length; from += LONGEST_BLOCK) {
            final int length = Math.min(LONGEST_BLOCK, data.length - from);
            out.put((byte) (from + length == data.length ? 1 : 0));
            out.putShort(Short.reverseBytes((short) length)).putShort(Short.reverseBytes((short) ~length));
            out.put(data, from, length);
        }
        final Adler32 sum = new Adler32();
        sum.update(data);
        return out.putInt((int) sum.getValue()).array();
    }

    private static void chunk(final ByteArrayOutputStream out, final String type, final byte[] data) {
        final ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        final CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, data.length + 4);
        out.writeBytes(chunk.putInt((int) crc.getValue()).array());
    }
}
