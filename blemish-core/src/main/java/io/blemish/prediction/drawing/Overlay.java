package io.blemish.prediction.drawing;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;

/**
 * Draws the heat map over the inspected picture. The picture is coloured where the map is near the pixel threshold or above
 * it, in the colours of {@link HeatMap}. If the picture is judged anomalous, a white line surrounds the pixels above the
 * threshold. The part of the picture that a crop cut off is darkened, because the model did not see it.
 */
public final class Overlay {
    /** Below this share of the threshold the picture stays as it is; most values of good parts are below it. */
    private static final float FIRST_HEAT = 0.8f;
    /** From this share of the threshold on, the colour has its full opacity. */
    private static final float FULL_HEAT = 1.2f;
    /** The full opacity, which still lets the picture show through. */
    private static final float OPACITY = 0.55f;

    private static final int DARK = 0x000000;
    private static final float NOT_SEEN_OPACITY = 0.6f;

    private Overlay() {}

    /**
     * Draws the overlay in a copy of the picture.
     *
     * @param picture the inspected picture, or a scaled copy of it
     * @param prediction the result of a model for this picture
     * @return a picture of the size of {@code picture}
     */
    public static RgbImage of(final RgbImage picture, final Prediction prediction) {
        final Size size = picture.size();
        final MapView view = new MapView(prediction, size);
        final HeatScale scale = new HeatScale(prediction.pixelThreshold());
        final Canvas canvas = Canvas.copyOf(picture);
        final boolean marked = prediction.verdict() != Decision.OK;
        final boolean[] flagged = new boolean[Math.toIntExact(size.pixels())];
        final float[] row = new float[size.width()];
        for (int y = 0; y < size.height(); y++) {
            view.row(y, row);
            for (int x = 0; x < row.length; x++) {
                if (view.shows(x, y)) {
                    canvas.blend(x, y, scale.color(row[x]), opacity(scale, row[x]));
                    flagged[y * size.width() + x] = marked && row[x] > prediction.pixelThreshold();
                } else {
                    canvas.blend(x, y, DARK, NOT_SEEN_OPACITY);
                }
            }
        }
        Outline.draw(canvas, flagged, Outline.FLAGGED);
        return canvas.toImage();
    }

    private static float opacity(final HeatScale scale, final float value) {
        final float rise = (scale.multiple(value) - FIRST_HEAT) / (FULL_HEAT - FIRST_HEAT);
        return OPACITY * Math.max(0, Math.min(1, rise));
    }
}
