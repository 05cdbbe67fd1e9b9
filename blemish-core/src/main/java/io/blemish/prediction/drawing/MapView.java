package io.blemish.prediction.drawing;

import io.blemish.image.Box;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;

/**
 * An anomaly map seen on its picture: for each pixel of the picture (or of a scaled copy) the map's value there,
 * interpolated bilinearly. Row by row, so that a large picture needs no second array of its size.
 */
final class MapView {
    private final AnomalyMap map;
    private final Size size;
    private final Box shown;
    private final Axis columns;
    private final Axis rows;

    /**
     * Of a prediction.
     *
     * @param prediction with its map
     * @param size of the view: the picture's, or that of a scaled copy
     */
    MapView(final Prediction prediction, final Size size) {
        final Placement placement = prediction.map().placement().ofScaled(size);
        this.map = prediction.map();
        this.size = size;
        this.shown = placement.shown();
        this.columns = Axis.of(size.width(), placement.resized().width(), placement.cutLeft(), map.width());
        this.rows = Axis.of(size.height(), placement.resized().height(), placement.cutTop(), map.height());
    }

    Size size() {
        return size;
    }

    /** The part of the picture that the network saw. */
    Box shown() {
        return shown;
    }

    /** Whether the network saw a pixel. */
    boolean shows(final int x, final int y) {
        return x >= shown.x() && x < shown.x() + shown.width() && y >= shown.y() && y < shown.y() + shown.height();
    }

    /**
     * The values of one row. Outside of {@link #shown} they are those of its edge.
     *
     * @param y which row
     * @param values receives one for each column
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

    /** Between which two positions of the map each pixel's middle lies, along one direction. */
    @SuppressWarnings("ArrayRecordComponent") // made here, never changed
    private record Axis(int[] lower, int[] upper, float[] weight) {
        static Axis of(final int pixels, final int resized, final int cut, final int positions) {
            final int[] lower = new int[pixels];
            final int[] upper = new int[pixels];
            final float[] weight = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                final double position = (i + 0.5) * resized / pixels - cut - 0.5;
                final double inside = Math.max(0, Math.min(positions - 1, position));
                lower[i] = (int) inside;
                upper[i] = Math.min(lower[i] + 1, positions - 1);
                weight[i] = (float) (inside - lower[i]);
            }
            return new Axis(lower, upper, weight);
        }
    }
}
