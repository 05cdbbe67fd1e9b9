package io.blemish.prediction;

import io.blemish.image.Placement;
import java.util.function.Supplier;

/**
 * How far each pixel of a network's input is from the normal, upsampled and smoothed, and where these pixels lie in the
 * picture.
 */
public final class AnomalyMap {
    private final Supplier<float[]> values;
    private final Placement placement;

    /**
     * A map.
     *
     * @param values row by row from the top, {@code [height, width]} of the placement's input, each at least 0; kept, and not
     *     to be changed
     * @param placement of the picture in the network's input
     */
    public AnomalyMap(final float[] values, final Placement placement) {
        if (placement.input().pixels() != values.length) {
            throw new IllegalArgumentException("a " + placement.input().width() + "x"
                    + placement.input().height() + " map does not have " + values.length + " values");
        }
        this.values = () -> values;
        this.placement = placement;
    }

    private AnomalyMap(final Supplier<float[]> values, final Placement placement) {
        this.values = values;
        this.placement = placement;
    }

    /**
     * {@return a map whose values lie elsewhere, such as in a file}
     *
     * @param values gives the same {@code [height, width]} values each time; asked whenever they are needed
     * @param placement of the picture in the network's input
     */
    public static AnomalyMap stored(final Supplier<float[]> values, final Placement placement) {
        return new AnomalyMap(values, placement);
    }

    /** {@return the width in pixels of the network's input} */
    public int width() {
        return placement.input().width();
    }

    /** {@return the height in pixels of the network's input} */
    public int height() {
        return placement.input().height();
    }

    /** {@return the values row by row from the top, {@code [height, width]}, each at least 0; not to be changed} */
    public float[] values() {
        return values.get();
    }

    /** {@return the place of the map's pixels in the picture} */
    public Placement placement() {
        return placement;
    }

    /** {@return the largest value; not a number if one of them is not} */
    public float peak() {
        float peak = Float.NEGATIVE_INFINITY;
        for (final float value : values()) {
            // The comparison takes a fraction of the time of Math.max, because it rarely holds.
            if (!(value <= peak)) {
                if (Float.isNaN(value)) {
                    return value;
                }
                peak = value;
            }
        }
        return peak;
    }
}
