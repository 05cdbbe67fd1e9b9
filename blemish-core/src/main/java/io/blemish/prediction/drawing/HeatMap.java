package io.blemish.prediction.drawing;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Prediction;

/**
 * Draws an anomaly map as a picture that covers the whole inspected picture. Normal values are dark; the pixel threshold is
 * red, in the middle of the scale; 1.4 times the threshold and all values above it are light yellow. The colour depends on
 * the square of the value and on nothing else in the picture, so heat maps of one model can be compared. The part of the
 * picture that a crop cut off is grey.
 */
public final class HeatMap {
    /** Grey is not on the colour scale, so nobody takes it for a value. */
    private static final int NOT_SEEN = 0x6E6E6E;

    private HeatMap() {}

    /**
     * Draws the map in the size of the inspected picture.
     *
     * @param prediction the result of a model
     * @return the heat map, as wide and high as the inspected picture
     */
    public static RgbImage of(final Prediction prediction) {
        return of(prediction, new Size(prediction.width(), prediction.height()));
    }

    /**
     * Draws the map in another size.
     *
     * @param prediction the result of a model
     * @param size the size of the heat map, usually in the proportions of the picture
     * @return the heat map, of the given size
     */
    public static RgbImage of(final Prediction prediction, final Size size) {
        final MapView view = new MapView(prediction, size);
        final HeatScale scale = new HeatScale(prediction.pixelThreshold());
        final Canvas canvas = Canvas.blank(size);
        final float[] row = new float[size.width()];
        for (int y = 0; y < size.height(); y++) {
            view.row(y, row);
            for (int x = 0; x < row.length; x++) {
                canvas.set(x, y, view.shows(x, y) ? scale.color(row[x]) : NOT_SEEN);
            }
        }
        return canvas.toImage();
    }
}
