package io.blemish.alignment;

import io.blemish.image.RgbImage;

/** Takes the pixels of a picture to another pose, bilinearly. */
final class Warp {
    private static final int CHANNELS = 3;

    private Warp() {}

    /** A picture as it would be with the part in the template's pose; its edge is repeated. */
    static RgbImage toTemplate(final RgbImage picture, final Pose pose) {
        if (pose.equals(Pose.IDENTITY)) {
            return picture;
        }
        final int width = picture.width();
        final int height = picture.height();
        final double middleX = (width - 1) / 2.0;
        final double middleY = (height - 1) / 2.0;
        final Similarity way = pose.toPicture(picture.size());
        final byte[] rgb = new byte[picture.rgb().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy(
                        picture,
                        within(way.mapX(x - middleX, y - middleY) + middleX, width - 1),
                        within(way.mapY(x - middleX, y - middleY) + middleY, height - 1),
                        rgb,
                        (y * width + x) * CHANNELS);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static double within(final double place, final int last) {
        return Math.max(0, Math.min(last, place));
    }

    private static void copy(
            final RgbImage picture, final double x, final double y, final byte[] target, final int start) {
        final int left = (int) x;
        final int top = (int) y;
        final int right = left + 1 < picture.width() ? CHANNELS : 0;
        final int down = top + 1 < picture.height() ? CHANNELS * picture.width() : 0;
        final double fx = x - left;
        final double fy = y - top;
        final byte[] rgb = picture.rgb();
        final int at = (top * picture.width() + left) * CHANNELS;
        for (int i = at; i < at + CHANNELS; i++) {
            final double above = (rgb[i] & 0xFF) * (1 - fx) + (rgb[i + right] & 0xFF) * fx;
            final double below = (rgb[i + down] & 0xFF) * (1 - fx) + (rgb[i + down + right] & 0xFF) * fx;
            target[start + i - at] = (byte) (int) (above + fy * (below - above) + 0.5);
        }
    }
}
