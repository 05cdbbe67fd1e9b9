package io.blemish.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the report writes them, the same in every country. */
final class Figures {
    /** For a figure that is not defined. */
    static final String NONE = "–";

    private Figures() {}

    /** A metric from 0 to 1, three digits. */
    static String metric(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String metric(final OptionalDouble value) {
        return value.isPresent() ? metric(value.getAsDouble()) : NONE;
    }

    /** A score, to four digits or as few as it needs. */
    static String score(final double value) {
        final double size = Math.abs(value);
        if (size != 0 && (size < 0.001 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        final int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** A share in percent; one digit after the point, except where that would round a few to none or to all. */
    static String percent(final double share) {
        final double percent = 100 * share;
        if ((percent > 0 && percent < 0.05) || (percent < 100 && percent >= 99.95)) {
            return String.format(Locale.ROOT, "%.3f%%", percent);
        }
        final String rounded = String.format(Locale.ROOT, "%.1f", percent);
        return (rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded) + "%";
    }

    static String count(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count and its noun. */
    static String count(final long count, final String one, final String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** A parameter or a rate: up to three digits, no more than it needs. */
    static String plain(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    static String seconds(final double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }
}
