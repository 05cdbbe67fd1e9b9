package io.blemish.report;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes small JPEG files of bounded size for a page. */
final class Thumbnail {
    /** The longer side in pixels, so that thumbnails are sharp at half that size on high-resolution screens. */
    static final int SIDE = 320;

    /** The largest size: 12 cards of 3 pictures in 3 sections then take 3.2 MB, in base64; charts take the rest. */
    static final int MOST_BYTES = 22_000;

    private static final float[] QUALITIES = {0.85f, 0.7f, 0.5f, 0.3f, 0.1f};

    private Thumbnail() {}

    /** The size of the thumbnail of a picture, in the same proportions. */
    static Size size(final Size picture) {
        final double scale = (double) SIDE / Math.max(picture.width(), picture.height());
        return new Size((int) Math.max(1, Math.round(picture.width() * scale)), (int)
                Math.max(1, Math.round(picture.height() * scale)));
    }

    /** Makes a {@code data:} address, in the best quality that does not exceed the size. */
    static String uri(final RgbImage thumbnail) {
        byte[] jpeg = new byte[0];
        for (final float quality : QUALITIES) {
            jpeg = jpeg(thumbnail, quality);
            if (jpeg.length <= MOST_BYTES) {
                break;
            }
        }
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
    }

    private static byte[] jpeg(final RgbImage thumbnail, final float quality) {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            final ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(thumbnail.toBufferedImage(), null, null), parameters);
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
