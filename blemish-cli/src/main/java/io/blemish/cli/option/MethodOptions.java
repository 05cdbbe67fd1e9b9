package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.WorstShare;
import io.blemish.detector.anomalydino.Foreground;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.rad.RadOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which detector is fitted, and the options of those without a memory bank. */
@OptionGroup("Method")
final class MethodOptions {
    static final String METHOD = "--method";
    static final String RADIUS = "--radius";
    static final String EXPLAINED = "--explained";
    static final String SHRINKAGE = "--shrinkage";
    static final String NOISE = "--noise";
    static final String IMAGE_SCORE = "--image-score";
    static final String FOREGROUND = "--foreground";

    @Common
    @Option(
            names = METHOD,
            paramLabel = "METHOD",
            defaultValue = "views",
            converter = Choices.Methods.class,
            completionCandidates = Choices.Methods.class,
            description =
                    "The detector: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, or patchcore if a preset or an"
                            + " option of patchcore alone is given).")
    private DetectorOptions method;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description =
                    "padim: how many channels are drawn from those of all layers (default: 100; 550 for a network with"
                            + " 1,792 or more).")
    private @Nullable Integer channels;

    @Option(
            names = "--nearest-pictures",
            paramLabel = "K",
            description =
                    "spade and rad: how many pictures of the gallery are compared patch by patch (default: 50; rad:"
                            + " 150).")
    private @Nullable Integer nearestPictures;

    @Option(
            names = RADIUS,
            paramLabel = "R",
            description = "rad: by how many positions of the grid a patch may lie elsewhere, 0 to 16 (default: 1).")
    private @Nullable Integer radius;

    @Option(
            names = EXPLAINED,
            paramLabel = "SHARE",
            description =
                    "subspace and mhpatchcore: the share of the variance that the principal axes explain, above 0 and below 1"
                            + " (default: 0.99).")
    private @Nullable Double explained;

    @Option(
            names = SHRINKAGE,
            paramLabel = "SHARE",
            description =
                    "mhpatchcore: by which share the variance along each principal axis is moved to their mean, 0 to 1"
                            + " (default: 0.07).")
    private @Nullable Double shrinkage;

    @Option(
            names = NOISE,
            paramLabel = "SHARE",
            description =
                    "softpatch: the share of the patches that is left out of the memory bank because it stands out most, at"
                            + " least 0 and below 1 (default: 0.15).")
    private @Nullable Double noise;

    @Option(
            names = IMAGE_SCORE,
            paramLabel = "SCORE",
            converter = ImageScore.class,
            description =
                    "views, anomalydino, subspace and rad: what makes the score of a picture: max, the distance of its worst patch,"
                            + " or top-N%%, the mean of the worst N percent (default: top-1%%).")
    private @Nullable WorstShare imageScore;

    @Option(
            names = FOREGROUND,
            paramLabel = "LIMIT",
            converter = ForegroundWord.class,
            description =
                    "anomalydino: learn and judge the part alone, which the first principal component of a picture's patches tells"
                            + " from the background: auto, or the value that it must exceed (10 in the paper, for DINOv2).")
    private @Nullable Foreground foreground;

    /** What tells the part from the background, if anything is to. */
    Optional<Foreground> foreground() {
        return Optional.ofNullable(foreground);
    }

    /** What makes the score of a picture: the one given, else a method's own. */
    WorstShare imageScore(final WorstShare otherwise) {
        return imageScore == null ? otherwise : imageScore;
    }

    /** The share of the variance that is explained: the one given, else a method's own. */
    double explained(final double otherwise) {
        return explained == null ? otherwise : explained;
    }

    /** The share by which variances are moved to their mean: the one given, else a method's own. */
    double shrinkage(final double otherwise) {
        return shrinkage == null ? otherwise : shrinkage;
    }

    /** The share of the patches that is left out: the one given, else a method's own. */
    double noise(final double otherwise) {
        return noise == null ? otherwise : noise;
    }

    /** The detector. The options of those with a memory bank are in {@link MemoryBankOptions}. */
    DetectorOptions method() {
        if (method instanceof PadimOptions && channels != null) {
            return new PadimOptions(channels);
        }
        if (method instanceof SpadeOptions && nearestPictures != null) {
            return new SpadeOptions(nearestPictures);
        }
        if (method instanceof RadOptions) {
            return new RadOptions(
                    nearestPictures == null ? RadOptions.DEFAULT_PICTURES : nearestPictures,
                    radius == null ? RadOptions.DEFAULT_RADIUS : radius,
                    imageScore(WorstShare.DEFAULT));
        }
        if (method instanceof SubspaceOptions subspace) {
            return new SubspaceOptions(explained(subspace.explained()), imageScore(subspace.imageScore()));
        }
        return method;
    }
}
