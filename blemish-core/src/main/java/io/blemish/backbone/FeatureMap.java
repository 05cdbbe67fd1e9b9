package io.blemish.backbone;

/**
 * What one layer of a backbone says of one picture.
 *
 * @param channels how many channels
 * @param height of the map
 * @param width of the map
 * @param values channel by channel, {@code [channels, height, width]}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record FeatureMap(int channels, int height, int width, float[] values) {
    /** Checks that the array fits the shape. */
    public FeatureMap {
        if ((long) channels * height * width != values.length) {
            throw new IllegalArgumentException("a feature map of " + channels + "x" + height + "x" + width
                    + " does not have " + values.length + " values");
        }
    }
}
