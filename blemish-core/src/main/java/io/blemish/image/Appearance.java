package io.blemish.image;

import io.blemish.artifact.Ranges;
import java.io.Serializable;

/**
 * How a picture looks to a network, in a few numbers that cost next to nothing: light, colour, focus, and where its edges lie.
 * They are taken from the network's input, because what the network does not see does not matter to it.
 *
 * @param brightness the mean of the luma, from 0 to 255
 * @param contrast the standard deviation of the luma
 * @param sharpness the variance of the Laplacian of the luma divided by the variance of the luma, so that a change of the
 *     light alone does not move it; 0 for a picture of one colour
 * @param warmth the mean of red minus the mean of blue, both from 0 to 255
 * @param columns of each column of pixels, the mean step of the luma from it to its right neighbour; not to be changed
 * @param rows of each row of pixels, the mean step of the luma from it to the row below; not to be changed
 * @serial exclude
 */
@SuppressWarnings({"ArrayRecordComponent", "InvalidBlockTag"}) // never compared; Javadoc asks for the tag
public record Appearance(float brightness, float contrast, float sharpness, float warmth, float[] columns, float[] rows)
        implements Serializable {
    private static final int LEVELS = 255;

    /** Levels are rounded to hundredths, far less than any camera's noise. */
    private static final double ROUNDED_PARTS = 100;

    // The weights of red, green and blue in the luma of ITU-R BT.601, which JPEG uses.
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    /**
     * Checks the values.
     *
     * @param brightness the mean of the luma, from 0 to 255
     * @param contrast the standard deviation of the luma
     * @param sharpness the variance of the Laplacian of the luma divided by the variance of the luma
     * @param warmth the mean of red minus the mean of blue
     * @param columns the mean step from each column of pixels to its right neighbour; not to be changed
     * @param rows the mean step from each row of pixels to the row below; not to be changed
     */
    public Appearance {
        Ranges.finite(new float[] {brightness, contrast, sharpness, warmth}, "appearance");
        Ranges.finite(columns, "columns");
        Ranges.finite(rows, "rows");
    }

    /**
     * {@return how a network's input looks}
     *
     * @param planes inputs of networks, each {@code [3, h, w]}, red first
     * @param offset the first value of the one that is meant
     * @param size its width and height
     * @param normalization that made its values of levels from 0 to 255
     */
    public static Appearance of(
            final float[] planes, final int offset, final Size size, final Normalization normalization) {
        final int width = size.width();
        final int height = size.height();
        final int plane = width * height;
        final double[] luma = new double[plane];
        double red = 0;
        double blue = 0;
        double sum = 0;
        for (int i = 0; i < plane; i++) {
            final double r = level(planes[offset + i], normalization, 0);
            final double g = level(planes[offset + plane + i], normalization, 1);
            final double b = level(planes[offset + 2 * plane + i], normalization, 2);
            luma[i] = RED * r + GREEN * g + BLUE * b;
            red += r;
            blue += b;
            sum += luma[i];
        }
        final double mean = sum / plane;
        final double variance = variance(luma, mean);
        return new Appearance(
                rounded(mean),
                rounded(Math.sqrt(variance)),
                // Rounding leaves a picture of one colour a variance that is not quite 0.
                variance < 1e-6 ? 0 : (float) (laplacianVariance(luma, width, height) / variance),
                rounded((red - blue) / plane),
                steps(luma, width - 1, height, 1, width),
                steps(luma, height - 1, width, width, 1));
    }

    /** 0 where a model's normalization is so far out that a level is no finite number; its verdict is refused later. */
    private static double level(final float value, final Normalization normalization, final int channel) {
        final double level = LEVELS
                * ((double) value * normalization.std().get(channel)
                        + normalization.mean().get(channel));
        return level >= -LEVELS && level <= 2 * LEVELS ? level : 0;
    }

    /** So that what differs by rounding alone, such as the warmth of grey pictures, is the same. */
    private static float rounded(final double level) {
        return (float) (Math.round(level * ROUNDED_PARTS) / ROUNDED_PARTS);
    }

    private static double variance(final double[] values, final double mean) {
        double sum = 0;
        for (final double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    /** Over the pixels that have four neighbours. */
    private static double laplacianVariance(final double[] luma, final int width, final int height) {
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                final int i = y * width + x;
                final double value = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i];
                sum += value;
                squares += value * value;
            }
        }
        final double count = Math.max(1.0, (width - 2.0) * (height - 2.0));
        return squares / count - (sum / count) * (sum / count);
    }

    /** The mean absolute step between neighbouring lines of pixels, which lie {@code along} apart; their pixels {@code across}. */
    private static float[] steps(
            final double[] luma, final int lines, final int length, final int along, final int across) {
        final float[] steps = new float[lines];
        for (int line = 0; line < lines; line++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                final int at = line * along + i * across;
                sum += Math.abs(luma[at + along] - luma[at]);
            }
            steps[line] = (float) (sum / length);
        }
        return steps;
    }
}
