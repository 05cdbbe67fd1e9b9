package io.blemish.prediction.drawing;

import io.blemish.image.Size;
import java.util.Arrays;

/**
 * Draws a line around regions, just outside of them so that it hides nothing of them. The line is coloured and has a dark
 * rim on both sides, so that it is visible on bright and on dark pictures.
 */
final class Outline {
    /** White, for the regions that the model flagged. */
    static final int FLAGGED = 0xFFFFFF;
    /** Cyan, for the true defect. No colour of the heat map is similar. */
    static final int DRAWN = 0x00E5FF;

    private static final int RIM = 0x101014;
    private static final float RIM_OPACITY = 0.75f;

    /** The line is one pixel wide for so many pixels of the longer side of the picture. */
    private static final double SIDE_PER_PIXEL = 200;
    /** The widest line; distances must fit in a byte. */
    private static final int WIDEST = 16;

    // Chamfer distances (Borgefors 1986): a straight step counts 3 and a diagonal one 4, since 4/3 is close to the root
    // of 2.
    private static final int STRAIGHT = 3;
    private static final int DIAGONAL = 4;

    private Outline() {}

    /**
     * Draws the line.
     *
     * @param canvas the picture to draw on
     * @param inside whether a pixel belongs to a region, {@code [height, width]}
     * @param color the colour of the line
     */
    static void draw(final Canvas canvas, final boolean[] inside, final int color) {
        final Size size = canvas.size();
        final int line = lineWidth(size);
        final int rim = Math.max(1, line / 2);
        final int end = STRAIGHT * (line + 2 * rim);
        final byte[] distances = distances(inside, size, end + 1);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                final int distance = distances[y * size.width() + x];
                if (distance == 0 || distance > end) {
                    continue;
                }
                if (distance > STRAIGHT * rim && distance <= STRAIGHT * (rim + line)) {
                    canvas.set(x, y, color);
                } else {
                    canvas.blend(x, y, RIM, RIM_OPACITY);
                }
            }
        }
    }

    private static int lineWidth(final Size size) {
        final double side = Math.max(size.width(), size.height());
        return (int) Math.max(1, Math.min(WIDEST, Math.round(side / SIDE_PER_PIXEL)));
    }

    /** The distance of each pixel from the nearest one inside, in thirds of a pixel, at most {@code most}. */
    private static byte[] distances(final boolean[] inside, final Size size, final int most) {
        final byte[] distances = new byte[inside.length];
        Arrays.fill(distances, (byte) most);
        final int width = size.width();
        final int height = size.height();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final int pixel = y * width + x;
                if (inside[pixel]) {
                    distances[pixel] = 0;
                    continue;
                }
                final boolean above = y > 0;
                lower(distances, pixel, x > 0, -1, STRAIGHT);
                lower(distances, pixel, above, -width, STRAIGHT);
                lower(distances, pixel, above && x > 0, -width - 1, DIAGONAL);
                lower(distances, pixel, above && x < width - 1, -width + 1, DIAGONAL);
            }
        }
        for (int y = height - 1; y >= 0; y--) {
            for (int x = width - 1; x >= 0; x--) {
                final int pixel = y * width + x;
                final boolean below = y < height - 1;
                lower(distances, pixel, x < width - 1, 1, STRAIGHT);
                lower(distances, pixel, below, width, STRAIGHT);
                lower(distances, pixel, below && x < width - 1, width + 1, DIAGONAL);
                lower(distances, pixel, below && x > 0, width - 1, DIAGONAL);
            }
        }
        return distances;
    }

    private static void lower(
            final byte[] distances, final int pixel, final boolean exists, final int step, final int length) {
        if (exists && distances[pixel + step] + length < distances[pixel]) {
            distances[pixel] = (byte) (distances[pixel + step] + length);
        }
    }
}
