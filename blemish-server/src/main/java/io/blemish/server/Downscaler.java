package io.blemish.server;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Makes pictures smaller for a screen, in their proportions, and never larger. This is for people: for the network,
 * {@code io.blemish.image} resizes exactly.
 *
 * @param side the longer side of the result, in pixels
 */
record Downscaler(int side) {
    /** Leaves pictures as they are. */
    static final Downscaler NONE = new Downscaler(Integer.MAX_VALUE);

    private static final int CHANNELS = 3;

    /** The size that a picture of a size gets. */
    Size size(final Size size) {
        final int longer = Math.max(size.width(), size.height());
        if (longer <= side) {
            return size;
        }
        return new Size(scaled(size.width(), longer), scaled(size.height(), longer));
    }

    private int scaled(final int length, final int longer) {
        return Math.max(1, Math.toIntExact((long) length * side / longer));
    }

    /** The picture in its new size. */
    RgbImage image(final RgbImage picture) {
        final Size size = size(picture.size());
        if (size.equals(picture.size())) {
            return picture;
        }
        BufferedImage image = picture.toBufferedImage();
        // By halves first, because bilinear interpolation looks at four pixels only and would leave out others.
        while (image.getWidth() >= 2 * size.width() && image.getHeight() >= 2 * size.height()) {
            image = interpolated(image, image.getWidth() / 2, image.getHeight() / 2);
        }
        return toRgb(interpolated(image, size.width(), size.height()));
    }

    private static RgbImage toRgb(final BufferedImage image) {
        final byte[] bgr = bytes(image);
        final byte[] rgb = new byte[bgr.length];
        swap(bgr, rgb);
        return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    }

    private static byte[] bytes(final BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** Swaps red and blue. */
    private static void swap(final byte[] from, final byte[] to) {
        for (int i = 0; i < from.length; i += CHANNELS) {
            to[i] = from[i + 2];
            to[i + 1] = from[i + 1];
            to[i + 2] = from[i];
        }
    }

    private static BufferedImage interpolated(final BufferedImage image, final int width, final int height) {
        final BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        final Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }
}
