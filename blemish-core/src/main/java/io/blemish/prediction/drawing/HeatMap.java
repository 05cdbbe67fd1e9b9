package io.blemish.prediction.drawing;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Prediction;

/**
 * An anomaly map as a picture, over the whole inspected picture. Dark is normal; the pixel threshold is a full red in the
 * middle of the scale, 1.4 times the threshold and above is light yellow, whatever else is in the picture: so heat maps of
 * one model can be compared. In between, the colour goes by the value's square. What a crop cut off is grey.
 */
public final class HeatMap {
    /** Grey is not on the colour scale, so it cannot be read as a value. */
    private static final int NOT_SEEN = 0x6E6E6E;

    private HeatMap() {}

    /**
     * In the size of the inspected picture.
     *
     * @param prediction of a model
     */
    public static RgbImage of(final Prediction prediction) {
        return of(prediction, new Size(prediction.width(), prediction.height()));
    }

    /**
     * In another size.
     *
     * @param prediction of a model
     * @param size of the heat map, in the picture's proportions as a rule
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
