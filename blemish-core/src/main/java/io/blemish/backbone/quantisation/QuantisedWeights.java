package io.blemish.backbone.quantisation;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;

/**
 * A convolution's weights as signed bytes, with a scale for each output channel, and its bias as integers in units of the
 * input's scale times the channel's.
 */
final class QuantisedWeights {
    /**
     * Steps to either side of 0: 7 bits and not 8. Processors with AVX2 but without VNNI add two products of a byte and a
     * weight in 16 bits; with 64 the sum, at most 2 · 255 · 64, fits, and the network gives the same on all of them.
     */
    private static final int STEPS = 64;

    /** A bias may take half of the accumulator's range. */
    private static final double GREATEST_BIAS = 1 << 30;

    private final byte[] values;
    private final float[] scales;
    private final int[] bias;

    private QuantisedWeights(final int weights, final int channels) {
        this.values = new byte[weights];
        this.scales = new float[channels];
        this.bias = new int[channels];
    }

    /**
     * Rounds weights.
     *
     * @param weights {@code [channels, …]}, row-major
     * @param bias {@code [channels]}
     * @param inputScale of the convolution's input
     * @throws BlemishException if one of them is not a number
     */
    static QuantisedWeights of(final float[] weights, final float[] bias, final float inputScale) {
        final int channels = bias.length;
        final int size = weights.length / channels;
        final QuantisedWeights quantised = new QuantisedWeights(weights.length, channels);
        for (int c = 0; c < channels; c++) {
            final float scale = scale(weights, c * size, size, bias[c], inputScale);
            quantised.scales[c] = scale;
            quantised.bias[c] = (int) Math.rint(bias[c] / (inputScale * scale));
            for (int i = c * size; i < (c + 1) * size; i++) {
                quantised.values[i] = (byte) Math.rint(weights[i] / scale);
            }
        }
        return quantised;
    }

    /** The weights, as many as there were, row-major. */
    byte[] values() {
        return values;
    }

    /** The size of each channel's step. */
    float[] scales() {
        return scales;
    }

    /** The bias of each channel, in units of {@link #biasScales}. */
    int[] bias() {
        return bias;
    }

    /** The size of a step of each channel's bias. */
    float[] biasScales(final float inputScale) {
        final float[] products = new float[scales.length];
        for (int c = 0; c < products.length; c++) {
            products[c] = inputScale * scales[c];
        }
        return products;
    }

    private static float scale(
            final float[] weights, final int first, final int size, final float bias, final float inputScale) {
        float greatest = 0;
        for (int i = first; i < first + size; i++) {
            greatest = Math.max(greatest, Math.abs(weights[i]));
        }
        final double scale = Math.max((double) greatest / STEPS, Math.abs(bias) / (inputScale * GREATEST_BIAS));
        if (!Double.isFinite(scale)) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "The network has weights that are not numbers, so it cannot be turned into integers."
                            + " Export or download them again.");
        }
        return scale == 0 ? 1 : (float) Math.max(scale, Float.MIN_NORMAL);
    }
}
