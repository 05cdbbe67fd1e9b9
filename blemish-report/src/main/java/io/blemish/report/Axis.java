package io.blemish.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** One axis of a chart: the range of its values, and ticks at round numbers in that range. */
final class Axis {
    /** A linear axis has at most one tick more than this. */
    private static final int TICKS = 7;

    private static final int[] DIGITS = {1, 2, 5};
    /** Absorbs the rounding of a quotient that should be a whole number. */
    private static final double ROUNDING = 1e-9;

    /** From here on, and with more decimals than this, a label has an exponent. */
    private static final double LARGE = 1e6;

    private static final int MOST_DECIMALS = 5;

    private final String title;
    private final double from;
    private final double to;
    private final DoubleUnaryOperator scale;
    private final List<Tick> ticks;

    private Axis(
            final String title,
            final double from,
            final double to,
            final DoubleUnaryOperator scale,
            final List<Tick> ticks) {
        this.title = title;
        this.from = from;
        this.to = to;
        this.scale = scale;
        this.ticks = List.copyOf(ticks);
    }

    /**
     * A tick.
     *
     * @param value in the range of the axis
     * @param label the value in words
     */
    record Tick(double value, String label) {}

    /**
     * Makes an axis of equal steps; a step is 1, 2 or 5 times a power of ten.
     *
     * @param from below {@code to}
     */
    static Axis linear(final String title, final double from, final double to) {
        final double step = step((to - from) / TICKS);
        final double largest = Math.max(Math.abs(from), Math.abs(to));
        final List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - ROUNDING); i <= to / step + ROUNDING; i++) {
            ticks.add(new Tick(i * step, label(i * step, step, largest)));
        }
        return new Axis(title, from, to, value -> value, ticks);
    }

    /** Makes an axis of percentages from 0 to 100. */
    static Axis percent(final String title) {
        return linear(title, 0, 100);
    }

    private static double step(final double least) {
        final double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (final int digit : DIGITS) {
            if (digit * power >= least) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    private static String label(final double value, final double step, final double largest) {
        final int decimals = -exponent(step);
        if (decimals <= MOST_DECIMALS && largest < LARGE) {
            return String.format(Locale.ROOT, "%." + Math.max(0, decimals) + "f", value);
        }
        return value == 0 ? "0" : String.format(Locale.ROOT, "%." + (exponent(largest) + decimals) + "e", value);
    }

    private static int exponent(final double value) {
        return (int) Math.floor(Math.log10(value) + ROUNDING);
    }

    /**
     * Makes a logarithmic axis. Its ticks are 1, 2 and 5 times the powers of ten, or only these if there is no room.
     *
     * @param from above 0 and below {@code to}
     * @param most the largest number of ticks for which there is room
     * @param label makes the label of a value
     */
    static Axis logarithmic(
            final String title,
            final double from,
            final double to,
            final int most,
            final DoubleFunction<String> label) {
        final List<Tick> ticks = new ArrayList<>();
        final List<Tick> powers = new ArrayList<>();
        for (int exponent = exponent(from); exponent <= exponent(to); exponent++) {
            for (final int digit : DIGITS) {
                final double value = digit * Math.pow(10, exponent);
                if (value >= from && value <= to) {
                    ticks.add(new Tick(value, label.apply(value)));
                    if (digit == 1) {
                        powers.add(ticks.get(ticks.size() - 1));
                    }
                }
            }
        }
        return new Axis(title, from, to, Math::log10, ticks.size() > most ? powers : ticks);
    }

    String title() {
        return title;
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    List<Tick> ticks() {
        return ticks;
    }

    /** The position of a value on the axis: 0 at its start, 1 at its end. */
    double position(final double value) {
        final double start = scale.applyAsDouble(from);
        return (scale.applyAsDouble(value) - start) / (scale.applyAsDouble(to) - start);
    }
}
