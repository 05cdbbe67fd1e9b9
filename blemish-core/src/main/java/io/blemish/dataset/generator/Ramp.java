package io.blemish.dataset.generator;

/** Soft steps and bumps. */
final class Ramp {
    private Ramp() {}

    static double clamp(final double value) {
        return Math.max(0, Math.min(1, value));
    }

    /** 0 below {@code from}, 1 above {@code to}, smooth between; falls instead when {@code from > to}. */
    static double step(final double from, final double to, final double value) {
        final double t = clamp((value - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    /** 1 at 0, smoothly 0 from {@code width} on, on both sides. */
    static double bump(final double value, final double width) {
        final double t = value / width;
        final double left = Math.max(0, 1 - t * t);
        return left * left;
    }
}
