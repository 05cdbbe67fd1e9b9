package io.blemish.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes 8-bit RGB pictures as PNG. Same picture, same bytes, on one version of Java: no time and no program's name is
 * in them.
 */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int CHANNELS = 3;

    /** PNG's filter type Sub: each byte less the one of the pixel to the left. */
    private static final byte SUB = 1;

    private static final byte BITS = 8;
    private static final byte TRUE_COLOUR = 2;

    private PngWriter() {}

    /**
     * A picture as the bytes of a PNG file.
     *
     * @param picture what to write
     */
    public static byte[] toBytes(final RgbImage picture) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(picture, bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a picture as a PNG file.
     *
     * @param picture what to write
     * @param out where to; not closed
     * @throws IOException where that fails
     */
    public static void write(final RgbImage picture, final OutputStream out) throws IOException {
        final DataOutputStream data = new DataOutputStream(out);
        data.write(SIGNATURE);
        writeChunk(data, "IHDR", header(picture));
        writeChunk(data, "IDAT", compressed(picture));
        writeChunk(data, "IEND", new byte[0]);
        data.flush();
    }

    private static byte[] header(final RgbImage picture) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(picture.width());
        header.writeInt(picture.height());
        header.write(new byte[] {BITS, TRUE_COLOUR, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] compressed(final RgbImage picture) throws IOException {
        final Deflater deflater = new Deflater();
        try {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DeflaterOutputStream rows = new DeflaterOutputStream(bytes, deflater)) {
                final int stride = picture.width() * CHANNELS;
                final byte[] row = new byte[stride];
                for (int y = 0; y < picture.height(); y++) {
                    filter(picture.rgb(), y * stride, row);
                    rows.write(SUB);
                    rows.write(row);
                }
            }
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void filter(final byte[] rgb, final int start, final byte[] row) {
        System.arraycopy(rgb, start, row, 0, CHANNELS);
        for (int i = CHANNELS; i < row.length; i++) {
            row[i] = (byte) (rgb[start + i] - rgb[start + i - CHANNELS]);
        }
    }

    private static void writeChunk(final DataOutputStream out, final String kind, final byte[] body)
            throws IOException {
        final byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
        final CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(body);
        out.writeInt(body.length);
        out.write(name);
        out.write(body);
        out.writeInt((int) crc.getValue());
    }
}
