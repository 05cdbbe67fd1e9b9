package io.blemish.prediction.drawing;

import io.blemish.image.BitMask;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;

/** Draws a line around the true defect of a picture. */
public final class GroundTruth {
    private GroundTruth() {}

    /**
     * Draws the line in a copy of the picture.
     *
     * @param picture the picture, or a scaled copy of it
     * @param mask the true defect, in the full size of the picture
     * @return a picture of the size of {@code picture}
     */
    public static RgbImage of(final RgbImage picture, final BitMask mask) {
        final Canvas canvas = Canvas.copyOf(picture);
        Outline.draw(canvas, scaled(mask, picture.size()), Outline.DRAWN);
        return canvas.toImage();
    }

    /** Keeps even the smallest defect: a pixel is inside if any pixel of the mask that it covers is. */
    private static boolean[] scaled(final BitMask mask, final Size size) {
        final boolean[] inside = mask.resize(size).defect().clone();
        for (int y = 0; y < mask.height(); y++) {
            final int row = (int) ((long) y * size.height() / mask.height()) * size.width();
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(x, y)) {
                    inside[row + (int) ((long) x * size.width() / mask.width())] = true;
                }
            }
        }
        return inside;
    }
}
