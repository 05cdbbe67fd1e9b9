package io.blemish.prediction.drawing;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Prediction;

/**
 * An inspected picture with its heat map laid over it: coloured where the map is near the pixel threshold or above, the
 * picture itself elsewhere. Around what a picture judged anomalous has above the threshold runs a white line. What a crop
 * cut off, and the model therefore did not see, is darkened. Colours as in {@link HeatMap}.
 */
public final class Overlay {
    /** Share of the threshold below which the picture is left alone: most of a good part is below it. */
    private static final float FIRST_HEAT = 0.8f;
    /** Share of the threshold from which the heat is at its strongest. */
    private static final float FULL_HEAT = 1.2f;
    /** Of the strongest heat: the part must still be seen through it. */
    private static final float OPACITY = 0.55f;

    private static final int DARK = 0x000000;
    private static final float NOT_SEEN_OPACITY = 0.6f;

    private Overlay() {}

    /**
     * In the size of the picture.
     *
     * @param picture the one that was inspected, or a scaled copy of it
     * @param prediction of a model on it
     */
    public static RgbImage of(final RgbImage picture, final Prediction prediction) {
        final Size size = picture.size();
        final MapView view = new MapView(prediction, size);
        final HeatScale scale = new HeatScale(prediction.pixelThreshold());
        final Canvas canvas = Canvas.copyOf(picture);
        final boolean[] flagged = new boolean[Math.toIntExact(size.pixels())];
        final float[] row = new float[size.width()];
        for (int y = 0; y < size.height(); y++) {
            view.row(y, row);
            for (int x = 0; x < row.length; x++) {
                if (view.shows(x, y)) {
                    canvas.blend(x, y, scale.color(row[x]), opacity(scale, row[x]));
                    flagged[y * size.width() + x] = prediction.anomalous() && row[x] > prediction.pixelThreshold();
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
