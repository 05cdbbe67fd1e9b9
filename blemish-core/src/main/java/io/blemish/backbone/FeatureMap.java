package io.blemish.backbone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The output of one layer of a backbone for one picture, {@code [channels, height, width]}. Not to be changed. */
public final class FeatureMap {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    /**
     * Joins values and shape.
     *
     * @param channels number of channels
     * @param height of the map, in positions
     * @param width of the map, in positions
     * @param values channel by channel and row by row; not copied
     * @throws IllegalArgumentException if there are more or fewer values than the shape has
     */
    public FeatureMap(final int channels, final int height, final int width, final float[] values) {
        if ((long) channels * height * width != values.length) {
            throw new IllegalArgumentException("a feature map of " + channels + "x" + height + "x" + width
                    + " does not have " + values.length + " values");
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** The number of its channels. */
    public int channels() {
        return channels;
    }

    /** Its height, in positions. */
    public int height() {
        return height;
    }

    /** Its width, in positions. */
    public int width() {
        return width;
    }

    /** Its values, channel by channel and row by row; not a copy. */
    public float[] values() {
        return values;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof FeatureMap map
                && map.channels == channels
                && map.height == height
                && map.width == width
                && Arrays.equals(map.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {channels, height, width, Arrays.hashCode(values)});
    }

    @Override
    public String toString() {
        return "FeatureMap[" + channels + "x" + height + "x" + width + "]";
    }
}
