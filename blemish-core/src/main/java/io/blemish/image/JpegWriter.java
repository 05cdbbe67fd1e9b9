package io.blemish.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes small pictures for people as JPEG. The same picture has the same bytes on one build of Java; the encoder may differ in
 * another.
 */
public final class JpegWriter {
    private static final float[] QUALITIES = {0.85f, 0.7f, 0.5f, 0.3f, 0.1f};

    private JpegWriter() {}

    /**
     * {@return a picture as the bytes of a JPEG file, in the best of five qualities that does not exceed the size}
     *
     * @param picture the pixels
     * @param mostBytes the size; exceeded only if the worst quality exceeds it
     */
    public static byte[] toBytes(final RgbImage picture, final int mostBytes) {
        byte[] jpeg = new byte[0];
        for (final float quality : QUALITIES) {
            jpeg = toBytes(picture, quality);
            if (jpeg.length <= mostBytes) {
                break;
            }
        }
        return jpeg;
    }

    private static byte[] toBytes(final RgbImage picture, final float quality) {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            final ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), parameters);
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
