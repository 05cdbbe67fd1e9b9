package io.blemish.image;

import io.blemish.artifact.Ranges;
import java.util.List;

/**
 * The step from a pixel's 0..255 to the values that a network was trained on: (value / 255 − mean) / std, channel by
 * channel.
 *
 * @param mean of red, of green and of blue, for channel values from 0 to 1
 * @param std standard deviation of red, of green and of blue, for channel values from 0 to 1; above 0
 */
public record Normalization(List<Float> mean, List<Float> std) {
    /**
     * Mean and deviation of the training pictures of ImageNet (ILSVRC 2012), as published with torchvision's models;
     * every backbone in the catalogue was trained with them.
     */
    public static final Normalization IMAGENET =
            new Normalization(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;

    /**
     * Checks that there are three of each and that no value makes the quotient meaningless.
     *
     * @param mean the mean of red, of green and of blue, for channel values from 0 to 1; copied
     * @param std standard deviation of red, of green and of blue, for channel values from 0 to 1; above 0; copied
     */
    public Normalization {
        mean = Ranges.complete(mean, "mean");
        std = Ranges.complete(std, "std");
        if (mean.size() != CHANNELS || std.size() != CHANNELS) {
            throw new IllegalArgumentException("mean and std need a value for each of red, green and blue");
        }
        if (!mean.stream().allMatch(Float::isFinite) || !std.stream().allMatch(s -> Float.isFinite(s) && s > 0)) {
            throw new IllegalArgumentException("mean " + mean + " must be finite and std " + std + " above 0");
        }
    }

    /** The value of each of the 256 levels of a channel. */
    float[] levels(final int channel) {
        final float[] levels = new float[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            levels[level] = (level / 255f - mean.get(channel)) / std.get(channel);
        }
        return levels;
    }
}
