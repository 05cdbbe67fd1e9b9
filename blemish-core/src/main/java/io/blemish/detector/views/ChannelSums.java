package io.blemish.detector.views;

import io.blemish.embedding.Patches;
import java.io.Serializable;
import java.util.List;

/**
 * Sums over patches, channel by channel.
 *
 * @param sums of the values
 * @param squares sums of the squared values
 * @param count how many patches
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChannelSums(double[] sums, double[] squares, long count) implements Serializable {
    static ChannelSums of(final Patches patches) {
        final double[] sums = new double[patches.dimension()];
        final double[] squares = new double[patches.dimension()];
        final float[] values = patches.values();
        for (int i = 0, c = 0; i < values.length; i++, c = c + 1 == sums.length ? 0 : c + 1) {
            sums[c] += values[i];
            squares[c] += (double) values[i] * values[i];
        }
        return new ChannelSums(sums, squares, patches.count());
    }

    /** The sums over several pictures, added in their order, so that the result does not depend on who made them. */
    static ChannelSums total(final List<ChannelSums> pictures) {
        final int channels = pictures.get(0).sums.length;
        final double[] sums = new double[channels];
        final double[] squares = new double[channels];
        long count = 0;
        for (final ChannelSums picture : pictures) {
            for (int c = 0; c < channels; c++) {
                sums[c] += picture.sums[c];
                squares[c] += picture.squares[c];
            }
            count += picture.count;
        }
        return new ChannelSums(sums, squares, count);
    }
}
