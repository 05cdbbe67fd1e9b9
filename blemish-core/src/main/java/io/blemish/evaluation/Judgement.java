package io.blemish.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.WilsonInterval;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model is of use. What is not known of it is null.
 *
 * @param kind what decides
 * @param pictures how many good pictures set the threshold
 * @param picturesNeeded how many the promised share of false alarms takes
 * @param maxFalseAlarms that share
 * @param aurocLow lower end of the 95% interval of the image AUROC
 * @param aurocHigh upper end of that interval
 * @param now what the threshold of the model finds
 * @param better what another threshold finds, if that is clearly more
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Judgement(
        Kind kind,
        int pictures,
        int picturesNeeded,
        double maxFalseAlarms,
        @Nullable Double aurocLow,
        @Nullable Double aurocHigh,
        @Nullable Found now,
        @Nullable Found better) {
    /** With fewer good pictures not even 5% false alarms can be promised. */
    public static final int FEWEST_PICTURES = new FalseAlarmLimit(0.05, Optional.empty()).picturesNeeded();

    /** The AUROC of a coin. */
    private static final double GUESSING = 0.5;

    /** Another threshold is worth its false alarms if it finds so large a share of the defects more. */
    private static final double WORTH = 0.1;

    /** A model that finds less than this share, at any threshold that is offered, finds little. */
    private static final double LITTLE = 0.5;

    /** The largest share of false alarms that a threshold is offered for; more is accepted if somebody chose it, up to a half. */
    private static final double MOST_FALSE_ALARMS = 0.05;

    private static final double HALF = 0.5;

    /** What decides whether a model is of use. */
    public enum Kind {
        /** Too few good pictures for any promise. */
        TOO_FEW_PICTURES,
        /** No good and defective pictures were judged. */
        NOT_TESTED,
        /** The interval of the image AUROC holds that of a coin, or lies below. */
        NO_BETTER_THAN_GUESSING,
        /** More good pictures raise a false alarm than anybody accepts. */
        TOO_MANY_FALSE_ALARMS,
        /** A few more false alarms would find many more defects. */
        THRESHOLD_TOO_STRICT,
        /** Most defects are missed, at any threshold with up to 5% false alarms. */
        FINDS_LITTLE,
        /** None of the others. */
        USABLE;

        /** {@return the word in JSON} */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a threshold finds.
     *
     * @param maxFalseAlarms the share of good pictures that it lets raise a false alarm
     * @param threshold a picture is anomalous if its score is above this
     * @param found defective pictures above it
     * @param defects defective pictures
     * @param falseAlarms good pictures above it
     * @param good good pictures
     */
    public record Found(double maxFalseAlarms, float threshold, long found, long defects, long falseAlarms, long good) {
        private static Found at(final Calibration calibration, final float[] scores, final boolean[] anomalous) {
            final ConfusionCounts counts = ConfusionCounts.above(calibration.threshold(), scores, anomalous);
            return new Found(
                    calibration.maxFalseAlarms(),
                    calibration.threshold(),
                    counts.truePositives(),
                    counts.truePositives() + counts.falseNegatives(),
                    counts.falsePositives(),
                    counts.falsePositives() + counts.trueNegatives());
        }

        /** {@return the share of the defective pictures that are found} */
        public double share() {
            return (double) found / defects;
        }
    }

    /**
     * {@return the judgement on a model that has judged no defective pictures}
     *
     * @param calibration of the model
     */
    public static Judgement of(final Calibration calibration) {
        return of(
                calibration,
                calibration.heldOut() < FEWEST_PICTURES ? Kind.TOO_FEW_PICTURES : Kind.NOT_TESTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return the judgement on a model that has judged labelled pictures}
     *
     * @param calibration of the model
     * @param scores of the pictures
     * @param anomalous whether each shows a defect
     * @param interval of the image AUROC; empty if there are not both kinds of pictures
     */
    public static Judgement of(
            final Calibration calibration,
            final float[] scores,
            final boolean[] anomalous,
            final Optional<AurocInterval> interval) {
        if (interval.isEmpty()) {
            return of(calibration);
        }
        final Found now = Found.at(calibration, scores, anomalous);
        final Found best = worthwhile(now, calibration, scores, anomalous);
        final Kind kind = calibration.heldOut() < FEWEST_PICTURES
                ? Kind.TOO_FEW_PICTURES
                : interval.get().low() <= GUESSING
                        ? Kind.NO_BETTER_THAN_GUESSING
                        : tooManyFalseAlarms(now)
                                ? Kind.TOO_MANY_FALSE_ALARMS
                                : best.share() < LITTLE
                                        ? Kind.FINDS_LITTLE
                                        : best.equals(now) ? Kind.USABLE : Kind.THRESHOLD_TOO_STRICT;
        return of(
                calibration, kind, interval, Optional.of(now), Optional.of(best).filter(found -> !found.equals(now)));
    }

    /** Whether chance does not explain that so many good pictures raise a false alarm. */
    private static boolean tooManyFalseAlarms(final Found now) {
        final double accepted =
                now.maxFalseAlarms() < HALF ? Math.max(MOST_FALSE_ALARMS, now.maxFalseAlarms()) : MOST_FALSE_ALARMS;
        return WilsonInterval.of(now.falseAlarms(), now.good()).low() > accepted;
    }

    /** The threshold to which more false alarms are worth accepting, step by step; the present one if no step is. */
    private static Found worthwhile(
            final Found now, final Calibration calibration, final float[] scores, final boolean[] anomalous) {
        Found best = now;
        final List<Calibration> choices = calibration.choices();
        for (final Calibration choice : choices) {
            if (choice.supported() && choice.threshold() < best.threshold()) {
                final Found found = Found.at(choice, scores, anomalous);
                best = found.share() - best.share() >= WORTH ? found : best;
            }
        }
        return best;
    }

    private static Judgement of(
            final Calibration calibration,
            final Kind kind,
            final Optional<AurocInterval> interval,
            final Optional<Found> now,
            final Optional<Found> better) {
        return new Judgement(
                kind,
                calibration.heldOut(),
                calibration.limit().picturesNeeded(),
                calibration.maxFalseAlarms(),
                interval.map(AurocInterval::low).orElse(null),
                interval.map(AurocInterval::high).orElse(null),
                now.orElse(null),
                better.orElse(null));
    }

    /** {@return the judgement and what to do next, in one or two sentences that name no command} */
    public String sentence() {
        return switch (kind) {
            case TOO_FEW_PICTURES ->
                String.format(
                        Locale.ROOT,
                        "Too few pictures: %d good %s cannot tell what is normal. Give at least %d, better %d.",
                        pictures,
                        pictures == 1 ? "picture" : "pictures",
                        FEWEST_PICTURES,
                        Math.max(picturesNeeded, FEWEST_PICTURES));
            case NOT_TESTED -> "Not tested on defects: judge some pictures with defects before you rely on it.";
            case NO_BETTER_THAN_GUESSING ->
                String.format(
                        Locale.ROOT,
                        "Not shown to be better than guessing: the image AUROC is between %.2f and %.2f (95%%), and a coin has 0.50."
                                + " Test more pictures; see whether the defects are visible at the size that the network sees, and"
                                + " whether the good pictures are good.",
                        aurocLow,
                        aurocHigh);
            case TOO_MANY_FALSE_ALARMS ->
                String.format(
                        Locale.ROOT,
                        "Too many false alarms: %s of the good pictures raise one. Fit it to more good pictures like these, or raise the"
                                + " threshold.",
                        now == null ? "none" : share((double) now.falseAlarms() / now.good()));
            case THRESHOLD_TOO_STRICT ->
                String.format(
                        Locale.ROOT,
                        "The threshold is too strict: it would find %s of the defects instead of %s if it accepted %s false alarms.",
                        percent(better),
                        percent(now),
                        share(better == null ? 0 : better.maxFalseAlarms()));
            case FINDS_LITTLE ->
                String.format(
                        Locale.ROOT,
                        "It finds little: %s of the defects, and %s. Try larger pictures, another network, or more good"
                                + " pictures.",
                        percent(now),
                        better == null
                                ? "no threshold with up to 5% false alarms finds many more"
                                : percent(better) + " if it accepted " + share(better.maxFalseAlarms())
                                        + " false alarms");
            case USABLE ->
                String.format(
                        Locale.ROOT,
                        "Usable: it finds %s of the defects, and %s of the good pictures raise a false alarm.",
                        percent(now),
                        now == null ? "none" : share((double) now.falseAlarms() / now.good()));
        };
    }

    private static String percent(final @Nullable Found found) {
        return found == null ? "none" : share(found.share());
    }

    private static String share(final double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100).replace(".0%", "%");
    }
}
