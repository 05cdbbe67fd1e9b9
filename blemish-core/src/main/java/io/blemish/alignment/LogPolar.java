package io.blemish.alignment;

/**
 * The sizes of a spectrum by angle and logarithm of the frequency, where a turned picture is displaced along the angles, and an
 * enlarged one along the frequencies.
 */
final class LogPolar {
    /** Over half a turn: the spectrum of a real picture is the same after one. */
    static final int ANGLES = 128;

    static final int FREQUENCIES = 64;

    /** Lower ones say where light and shade lie rather than how the part is turned. */
    private static final double LOWEST = 3;

    /** The highest frequency, as a share of the side. */
    private static final double HIGHEST = 0.45;

    private LogPolar() {}

    /** The logarithm of the ratio of one frequency and the next. */
    static double step(final int side) {
        return StrictMath.log(HIGHEST * side / LOWEST) / (FREQUENCIES - 1);
    }

    /**
     * The spectrum of the sizes.
     *
     * @param spectrum of a square picture, transposed
     */
    static Grid spectrum(final Grid spectrum) {
        final double[] sizes = sizes(spectrum);
        final int side = spectrum.rows();
        final double step = step(side);
        final double[] values = new double[ANGLES * FREQUENCIES];
        final double[] means = new double[FREQUENCIES];
        final double[] radii = new double[FREQUENCIES];
        for (int f = 0; f < FREQUENCIES; f++) {
            radii[f] = LOWEST * StrictMath.exp(f * step);
        }
        for (int angle = 0; angle < ANGLES; angle++) {
            final double cos = StrictMath.cos(StrictMath.PI * angle / ANGLES);
            final double sin = StrictMath.sin(StrictMath.PI * angle / ANGLES);
            for (int f = 0; f < FREQUENCIES; f++) {
                final double value = at(sizes, side, radii[f] * cos, radii[f] * sin);
                values[angle * FREQUENCIES + f] = value;
                means[f] += value / ANGLES;
            }
        }
        // What is the same at all angles says nothing of the angle, and its end would look like an edge.
        for (int f = 0; f < FREQUENCIES; f++) {
            final double window = StrictMath.sin(StrictMath.PI * (f + 0.5) / FREQUENCIES);
            for (int angle = 0; angle < ANGLES; angle++) {
                values[angle * FREQUENCIES + f] = window * (values[angle * FREQUENCIES + f] - means[f]);
            }
        }
        return FourierTransform.forward(Grid.real(ANGLES, FREQUENCIES, values));
    }

    private static double[] sizes(final Grid spectrum) {
        final double[] sizes = new double[spectrum.re().length];
        for (int i = 0; i < sizes.length; i++) {
            final double re = spectrum.re()[i];
            final double im = spectrum.im()[i];
            sizes[i] = Math.sqrt(Math.sqrt(re * re + im * im));
        }
        return sizes;
    }

    /** Bilinear; the spectrum lies transposed and goes on periodically. */
    private static double at(final double[] sizes, final int side, final double x, final double y) {
        final int left = (int) Math.floor(x);
        final int top = (int) Math.floor(y);
        final double fx = x - left;
        final double fy = y - top;
        final int wrap = side - 1;
        final int a = (left & wrap) * side;
        final int b = ((left + 1) & wrap) * side;
        final int c = top & wrap;
        final int d = (top + 1) & wrap;
        final double first = sizes[a + c] + fy * (sizes[a + d] - sizes[a + c]);
        final double second = sizes[b + c] + fy * (sizes[b + d] - sizes[b + c]);
        return first + fx * (second - first);
    }
}
