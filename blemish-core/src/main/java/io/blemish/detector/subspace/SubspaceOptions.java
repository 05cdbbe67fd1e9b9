package io.blemish.detector.subspace;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.WorstShare;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * How to train SubspaceAD (Lendering, Akdag and Bondarev, "SubspaceAD: Training-Free Few-Shot Anomaly Detection via Subspace
 * Modeling", 2026). The principal axes of all normal patches are found, and as many of them kept as explain a share of the
 * variance. A patch is as anomalous as the squared length of what these axes leave of it.
 *
 * @param explained the share of the variance that the axes explain, above 0 and below 1: the paper's τ
 * @param imageScore what makes the score of a picture of the distances of its patches
 */
public record SubspaceOptions(double explained, WorstShare imageScore) implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "subspace";

    /** The paper's τ. */
    public static final double DEFAULT_EXPLAINED = 0.99;

    /** With as many, the axes of one fold take minutes and the covariance 134 MB. */
    private static final int MOST_CHANNELS = 4096;

    /** The paper's share. */
    public static final SubspaceOptions DEFAULT = new SubspaceOptions(DEFAULT_EXPLAINED);

    /**
     * Checks the range.
     *
     * @param explained the share τ of the variance that the axes explain, above 0 and below 1
     * @param imageScore what makes the score of a picture of the distances of its patches
     */
    public SubspaceOptions {
        if (!(explained > 0 && explained < 1)) {
            throw new IllegalArgumentException("explained must be above 0 and below 1, not " + explained);
        }
    }

    /**
     * Options whose pictures are scored by the mean of the worst 1% of their patches, as in the paper.
     *
     * @param explained the share τ of the variance that the axes explain, above 0 and below 1
     */
    public SubspaceOptions(final double explained) {
        this(explained, WorstShare.DEFAULT);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT, "the principal axes that explain %s%% of the variance of all patches", percent(explained));
    }

    /** A share in percent, with as many digits as it has. */
    static String percent(final double share) {
        // In doubles, a hundred times 0.07 is not 7.
        return new BigDecimal(Double.toString(share))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public List<String> defaultLayers() {
        return List.of("layer2", "layer3");
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        final int dimension = first.stream().mapToInt(FeatureMap::channels).sum();
        if (dimension < 2 || dimension > MOST_CHANNELS) {
            throw new OptionException(
                    ErrorCode.OPTION_TOO_MANY_CHANNELS,
                    "The layers have " + dimension + " channels in all, and the principal axes of 2 to " + MOST_CHANNELS
                            + " can be found. Name other layers.");
        }
        return new SubspaceTrainer(this, seed);
    }
}
