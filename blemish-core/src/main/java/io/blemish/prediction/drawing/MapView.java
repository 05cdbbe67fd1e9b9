package io.blemish.prediction.drawing;

import io.blemish.image.Box;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;

/**
 * An anomaly map in the pixels of its picture: for each pixel of the picture, or of a scaled copy, the value of the map
 * there, interpolated bilinearly. It is read row by row, so that a large picture needs no second array of its size.
 */
final class MapView {
    private final AnomalyMap map;
    /** The part of the picture that the network saw. */
    private final Box shown;

    private final Axis columns;
    private final Axis rows;

    /**
     * Makes the view of a prediction.
     *
     * @param prediction the prediction with its map
     * @param size the size of the picture, or of a scaled copy
     */
    MapView(final Prediction prediction, final Size size) {
        final Placement placement = prediction.map().placement().ofScaled(size);
        this.map = prediction.map();
        this.shown = placement.shown();
        this.columns = new Axis(size.width(), placement.resized().width(), placement.cutLeft(), map.width());
        this.rows = new Axis(size.height(), placement.resized().height(), placement.cutTop(), map.height());
    }

    /** Whether the network saw a pixel. */
    boolean shows(final int x, final int y) {
        return x >= shown.x() && x < shown.x() + shown.width() && y >= shown.y() && y < shown.y() + shown.height();
    }

    /**
     * Computes the values of one row. Outside of the part that the network saw they are the values at its edge.
     *
     * @param y the row
     * @param values receives one value for each column
     */
    void row(final int y, final float[] values) {
        final int above = rows.lower[y] * map.width();
        final int below = rows.upper[y] * map.width();
        final float down = rows.weight[y];
        final float[] source = map.values();
        for (int x = 0; x < values.length; x++) {
            final int left = columns.lower[x];
            final int right = columns.upper[x];
            final float across = columns.weight[x];
            final float top = source[above + left] * (1 - across) + source[above + right] * across;
            final float bottom = source[below + left] * (1 - across) + source[below + right] * across;
            values[x] = top * (1 - down) + bottom * down;
        }
    }

    /** The two positions of the map between which the middle of each pixel lies, along one direction. */
    private static final class Axis {
        private final int[] lower;
        private final int[] upper;
        private final float[] weight;

        Axis(final int pixels, final int resized, final int cut, final int positions) {
            this.lower = new int[pixels];
            this.upper = new int[pixels];
            this.weight = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                final double position = (i + 0.5) * resized / pixels - cut - 0.5;
                final double inside = Math.max(0, Math.min(positions - 1, position));
                lower[i] = (int) inside;
                upper[i] = Math.min(lower[i] + 1, positions - 1);
                weight[i] = (float) (inside - lower[i]);
            }
        }
    }
}
