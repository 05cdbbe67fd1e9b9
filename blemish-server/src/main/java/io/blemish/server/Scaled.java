package io.blemish.server;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Pictures made smaller for a screen, in their proportions; never larger. For looking at only: what the network sees is
 * resized exactly, in the core.
 *
 * @param side the longer one, in pixels
 */
record Scaled(int side) {
    private static final int CHANNELS = 3;

    Size of(final Size size) {
        final int longer = Math.max(size.width(), size.height());
        if (longer <= side) {
            return size;
        }
        return new Size(shrunk(size.width(), longer), shrunk(size.height(), longer));
    }

    private int shrunk(final int length, final int longer) {
        return Math.max(1, Math.toIntExact((long) length * side / longer));
    }

    RgbImage of(final RgbImage picture) {
        final Size wanted = of(picture.size());
        if (wanted.equals(picture.size())) {
            return picture;
        }
        BufferedImage image = buffered(picture);
        // By halves, so that no pixel is left out.
        while (image.getWidth() >= 2 * wanted.width() && image.getHeight() >= 2 * wanted.height()) {
            image = drawn(image, image.getWidth() / 2, image.getHeight() / 2);
        }
        return rgb(drawn(image, wanted.width(), wanted.height()));
    }

    private static BufferedImage buffered(final RgbImage picture) {
        final BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        swapped(picture.rgb(), ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return image;
    }

    private static RgbImage rgb(final BufferedImage image) {
        final byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        final byte[] rgb = new byte[bgr.length];
        swapped(bgr, rgb);
        return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    }

    private static void swapped(final byte[] from, final byte[] to) {
        for (int i = 0; i < from.length; i += CHANNELS) {
            to[i] = from[i + 2];
            to[i + 1] = from[i + 1];
            to[i + 2] = from[i];
        }
    }

    private static BufferedImage drawn(final BufferedImage image, final int width, final int height) {
        final BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        final Graphics2D graphics = target.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return target;
    }
}
