package io.blemish.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes pictures as PNG with 8 bits a channel, without the time or the program's name. A compressed picture has the same
 * bytes on one version of Java; an uncompressed one has them on every machine, since the platform's compressor, which may
 * differ, has no part in it.
 */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte BITS = 8;
    private static final byte GREY = 0;
    private static final byte TRUE_COLOUR = 2;
    private static final int CHANNELS = 3;

    /** PNG's filter type Sub: each byte less the one of the pixel to the left. */
    private static final byte SUB = 1;

    /** The most bytes of a block that the DEFLATE format stores without compressing it. */
    private static final int LONGEST_BLOCK = 0xFFFF;

    private PngWriter() {}

    /**
     * {@return a picture as the bytes of a PNG file}
     *
     * @param picture the pixels
     */
    public static byte[] toBytes(final RgbImage picture) {
        return file(picture.size(), TRUE_COLOUR, compressed(picture));
    }

    /**
     * {@return a picture as the bytes of an uncompressed PNG file}
     *
     * @param picture the pixels
     */
    public static byte[] toUncompressedBytes(final RgbImage picture) {
        return file(picture.size(), TRUE_COLOUR, stored(picture.rgb(), picture.width() * CHANNELS));
    }

    /**
     * {@return a mask as the bytes of an uncompressed PNG file: white on the defect, else black}
     *
     * @param mask the pixels
     */
    public static byte[] toUncompressedBytes(final BitMask mask) {
        final byte[] grey = new byte[mask.defect().length];
        for (int k = 0; k < grey.length; k++) {
            grey[k] = (byte) (mask.defect()[k] ? 255 : 0);
        }
        return file(mask.size(), GREY, stored(grey, mask.width()));
    }

    private static byte[] file(final Size size, final byte kind, final byte[] data) {
        final ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(size.width()).putInt(size.height()).put(BITS).put(kind).put(new byte[3]);
        final ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 64);
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", data);
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(final ByteArrayOutputStream out, final String kind, final byte[] body) {
        final byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
        final CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(body);
        out.writeBytes(bytes(body.length));
        out.writeBytes(name);
        out.writeBytes(body);
        out.writeBytes(bytes((int) crc.getValue()));
    }

    private static byte[] bytes(final int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** A zlib stream of the rows, each filtered by Sub. */
    private static byte[] compressed(final RgbImage picture) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final Deflater deflater = new Deflater();
        try (DeflaterOutputStream rows = new DeflaterOutputStream(bytes, deflater)) {
            final int stride = picture.width() * CHANNELS;
            final byte[] row = new byte[stride];
            for (int y = 0; y < picture.height(); y++) {
                filter(picture.rgb(), y * stride, row);
                rows.write(SUB);
                rows.write(row);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void filter(final byte[] rgb, final int start, final byte[] row) {
        System.arraycopy(rgb, start, row, 0, CHANNELS);
        for (int i = CHANNELS; i < row.length; i++) {
            row[i] = (byte) (rgb[start + i] - rgb[start + i - CHANNELS]);
        }
    }

    /** A zlib stream of stored blocks: the rows, each behind a zero byte, which is PNG's filter type None. */
    private static byte[] stored(final byte[] pixels, final int stride) {
        final int rows = pixels.length / stride;
        final byte[] data = new byte[rows * (stride + 1)];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(pixels, y * stride, data, y * (stride + 1) + 1, stride);
        }
        final int blocks = (data.length + LONGEST_BLOCK - 1) / LONGEST_BLOCK;
        final ByteBuffer out = ByteBuffer.allocate(2 + data.length + 5 * blocks + Integer.BYTES);
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
}
