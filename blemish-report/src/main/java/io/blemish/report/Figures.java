package io.blemish.report;

import io.blemish.prediction.FalseAlarmLimit;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats numbers for the report, in the same way in every locale. */
final class Figures {
    /** Stands for a figure that is not defined. */
    static final String NONE = "–";

    private Figures() {}

    /** A metric from 0 to 1 with three decimals. */
    static String metric(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String metric(final OptionalDouble value) {
        return value.isPresent() ? metric(value.getAsDouble()) : NONE;
    }

    /** A score with four digits; one below 1 has three decimals. */
    static String score(final double value) {
        final double size = Math.abs(value);
        if (size != 0 && (size < 0.001 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        final int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** A share in percent with one decimal, or with three if one would round it to 0% or to 100%. */
    static String percent(final double share) {
        final double percent = 100 * share;
        if ((percent > 0 && percent < 0.05) || (percent < 100 && percent >= 99.95)) {
            return String.format(Locale.ROOT, "%.3f%%", percent);
        }
        final String rounded = String.format(Locale.ROOT, "%.1f", percent);
        return (rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded) + "%";
    }

    /** A share that is promised: in tenths of a percent and rounded up, so that no more is promised than holds. */
    static String promised(final double share) {
        return percent(FalseAlarmLimit.roundedUp(share));
    }

    static String count(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun. */
    static String count(final long count, final String one, final String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** A parameter or a rate: whole numbers in full, others with three digits. */
    static String plain(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    static String seconds(final double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }
}
