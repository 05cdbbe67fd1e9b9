package io.blemish.detector.padim;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import java.util.List;

/**
 * How to train PaDiM.
 *
 * @param channels how many of the layers' channels to keep; 0 for as many as the paper keeps of such a network
 */
public record PadimOptions(int channels) implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "padim";

    /** As many channels as the paper keeps. */
    public static final PadimOptions DEFAULT = new PadimOptions(0);

    /** Channels kept of a small network such as ResNet-18, as in the paper. */
    public static final int SMALL_CHANNELS = 100;

    /** Channels kept of a large network such as Wide ResNet-50-2, as in the paper. */
    public static final int LARGE_CHANNELS = 550;

    /** All channels of layers 1 to 3 of a Wide ResNet-50-2; networks with fewer count as small. */
    private static final int LARGE_NETWORK = 1792;

    /**
     * Checks the range.
     *
     * @param channels number of the layers' channels to keep, at least 0; 0 for as many as the paper keeps of such a network
     */
    public PadimOptions {
        if (channels < 0) {
            throw new IllegalArgumentException("channels must be at least 0, not " + channels);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "a normal distribution at each position, of "
                + (channels == 0 ? "as many channels as in the paper" : channels + " channels");
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        final int available = first.stream().mapToInt(FeatureMap::channels).sum();
        final int wanted = channels == 0 ? defaultChannels(available) : channels;
        if (wanted > available) {
            throw new OptionException(
                    ErrorCode.OPTION_TOO_MANY_CHANNELS,
                    "PaDiM is to keep " + wanted + " channels and the layers have " + available + " in all.");
        }
        return new PadimTrainer(available, ChannelDraw.draw(available, wanted, seed), seed);
    }

    /**
     * How many channels the paper would keep.
     *
     * @param available channels of all layers
     */
    static int defaultChannels(final int available) {
        return Math.min(available, available >= LARGE_NETWORK ? LARGE_CHANNELS : SMALL_CHANNELS);
    }
}
