package io.blemish.cli;

import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.Locale;
import java.util.Optional;

/** Says what a threshold promises. */
final class PromiseSentence {
    private PromiseSentence() {}

    static String of(final Calibration calibration) {
        if (!calibration.promises()) {
            return "one good picture promises nothing about others";
        }
        return String.format(
                Locale.ROOT,
                "of good pictures like these %d, at most %s are expected to raise a false alarm; with %s confidence no more"
                        + " than %s",
                calibration.heldOut(),
                upwards(calibration.expectedFalseAlarms()),
                Percent.of(calibration.boundConfidence()),
                upwards(calibration.falseAlarmBound()));
    }

    /** What a threshold for review promises; empty if there is none. */
    static Optional<String> review(final Calibration calibration) {
        return calibration
                .review()
                .map(review -> calibration.reviews()
                        ? String.format(
                                Locale.ROOT,
                                "review above %.4f: of good pictures like these, at most %s are expected to need a person's look or to"
                                        + " raise a false alarm",
                                review.threshold(),
                                upwards(calibration.expectedReviews().orElseThrow()))
                        : String.format(
                                Locale.ROOT,
                                "no picture gets the verdict 'review': %d good pictures are too few to tell %s from %s",
                                calibration.heldOut(),
                                Percent.of(review.share()),
                                Percent.of(calibration.maxFalseAlarms())));
    }

    /** The sentence for a model whose pictures do not support its limit. */
    static String tooFew(final Calibration calibration) {
        return String.format(
                Locale.ROOT,
                "%d good pictures are too few to promise %s; %d are needed.",
                calibration.heldOut(),
                Percent.of(calibration.maxFalseAlarms()),
                calibration.limit().picturesNeeded());
    }

    /** A share in percent, rounded up, so that no more is promised than holds. */
    static String upwards(final double share) {
        return String.format(Locale.ROOT, "%.1f%%", FalseAlarmLimit.roundedUp(share) * 100);
    }
}
