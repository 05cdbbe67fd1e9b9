package io.blemish.prediction.drawing;

import io.blemish.image.BitMask;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;

/** A picture with a line around what a person drew as the defect. */
public final class GroundTruth {
    private GroundTruth() {}

    /**
     * Draws it.
     *
     * @param picture a scaled copy of the picture
     * @param mask of the picture in its full size
     */
    public static RgbImage of(final RgbImage picture, final BitMask mask) {
        final Canvas canvas = Canvas.copyOf(picture);
        Outline.draw(canvas, scaled(mask, picture.size()), Outline.DRAWN);
        return canvas.toImage();
    }

    /** No defect gets lost, however small: a pixel belongs to one if any of those that fall on it does. */
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
