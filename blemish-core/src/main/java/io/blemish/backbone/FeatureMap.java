package io.blemish.backbone;

/** The output of one layer of a backbone for one picture. */
public final class FeatureMap {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    /**
     * A feature map.
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

    /** {@return the number of its channels} */
    public int channels() {
        return channels;
    }

    /** {@return rows of the map} */
    public int height() {
        return height;
    }

    /** {@return columns of the map} */
    public int width() {
        return width;
    }

    /** {@return channel by channel, {@code [channels, height, width]}; not to be changed} */
    public float[] values() {
        return values;
    }
}
