package io.blemish.cli;

import io.blemish.drift.DriftState;
import io.blemish.drift.StatisticState;
import java.util.Locale;

/** What drift means, and what to do about it, in plain sentences. */
final class DriftSentence {
    /** With fewer pictures hardly any change is told: docs/drift.md has the measurements. */
    static final int FEW = 10;

    private DriftSentence() {}

    /** Says whether there is drift. */
    static String of(final DriftState state) {
        if (state.drift()) {
            return String.format(
                    Locale.ROOT,
                    "Drift: from picture %,d of %,d on it is clear that they no longer look like those that the model learned from.",
                    state.since().orElseThrow(),
                    state.pictures());
        }
        if (state.pictures() < FEW) {
            return String.format(
                    Locale.ROOT,
                    "Too few pictures to tell: drift shows after about %d at the earliest, and there are %d.",
                    FEW,
                    state.pictures());
        }
        return String.format(
                Locale.ROOT,
                "No drift: nothing shows that these %,d pictures look other than the %,d that the model learned from.",
                state.pictures(),
                state.reference());
    }

    /** How seldom that is said of pictures that have not changed. */
    static String promise(final DriftState state) {
        return String.format(
                Locale.ROOT,
                "Pictures like those, however many, would ever be called drift with a probability of at most %s.",
                Percent.of(state.falseAlarms()));
    }

    /** Says what a statistic that spoke means, and what to do. */
    static String of(final StatisticState cause) {
        return cause.statistic().word().replace('_', ' ') + ": " + meaning(cause) + " (" + values(cause) + "). "
                + remedy(cause);
    }

    private static String values(final StatisticState cause) {
        return String.format(
                Locale.ROOT, "%.4g instead of %.4g", cause.recent().orElse(cause.learned()), cause.learned());
    }

    private static String meaning(final StatisticState cause) {
        return switch (cause.statistic()) {
            case SCORE -> "more pictures than before have high scores";
            case TYPICAL_DISTANCE -> "the pictures as a whole look less like those learned from";
            case BRIGHTNESS -> cause.rising() ? "the pictures are brighter" : "the pictures are darker";
            case CONTRAST -> cause.rising() ? "the pictures have more contrast" : "the pictures have less contrast";
            case SHARPNESS -> cause.rising() ? "the pictures are sharper or noisier" : "the pictures are less sharp";
            case WARMTH -> cause.rising() ? "the colours are redder" : "the colours are bluer";
            case SHIFT_RIGHT -> cause.rising() ? "what is seen lies further right" : "what is seen lies further left";
            case SHIFT_DOWN -> cause.rising() ? "what is seen lies lower" : "what is seen lies higher";
        };
    }

    private static String remedy(final StatisticState cause) {
        return switch (cause.statistic()) {
            case SCORE ->
                "Look at the last pictures: if they are defective, look for the cause on the line; if they are good, fit"
                        + " the model again with some of them.";
            case TYPICAL_DISTANCE ->
                "Look for what changed: the part, its surface, the light or the camera; if it is to stay, fit the model"
                        + " again with such pictures.";
            case BRIGHTNESS -> "Check the lamp, the exposure and light from outside.";
            case CONTRAST -> "Check the light, and the lens for dirt.";
            case SHARPNESS ->
                cause.rising() ? "Check the camera's gain and exposure." : "Check the focus, and the lens for dirt.";
            case WARMTH -> "Check the colour of the lamp and the camera's white balance.";
            case SHIFT_RIGHT, SHIFT_DOWN ->
                "Check where the camera and the part stand; shifts are in percent of the side.";
        };
    }
}
