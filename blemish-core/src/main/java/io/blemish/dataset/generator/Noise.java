package io.blemish.dataset.generator;

/**
 * Smooth random values over the plane: random numbers at whole coordinates, blended between them.
 *
 * @param seed two seeds give unrelated values
 */
record Noise(int seed) {
    /** A value in {@code [-1, 1]}, which changes over a distance of about 1. */
    double at(final double x, final double y) {
        final double floorX = Math.floor(x);
        final double floorY = Math.floor(y);
        final double u = ease(x - floorX);
        final double v = ease(y - floorY);
        final int i = (int) floorX;
        final int j = (int) floorY;
        final double top = mix(lattice(i, j), lattice(i + 1, j), u);
        final double bottom = mix(lattice(i, j + 1), lattice(i + 1, j + 1), u);
        return mix(top, bottom, v);
    }

    /** The mean of several scales, each half as wide and half as strong as the one before, in {@code [-1, 1]}. */
    double cloud(final double x, final double y, final int scales) {
        double sum = 0;
        double strength = 1;
        double total = 0;
        double wide = 1;
        for (int k = 0; k < scales; k++) {
            // The offset keeps the scales' lattice points apart.
            sum += strength * at(x * wide + 17.3 * k, y * wide - 9.1 * k);
            total += strength;
            strength /= 2;
            wide *= 2;
        }
        return sum / total;
    }

    /** A random number in {@code [-1, 1)} for a pair of whole numbers. */
    double lattice(final int i, final int j) {
        // Odd multipliers and xor-shifts of a 32-bit finaliser: enough that no pattern shows.
        int h = i * 0x9E3779B1 ^ j * 0x85EBCA77 ^ seed;
        h = (h ^ h >>> 16) * 0x7FEB352D;
        h = (h ^ h >>> 15) * 0x846CA68B;
        h ^= h >>> 16;
        return h * 0x1.0p-31;
    }

    private static double ease(final double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(final double a, final double b, final double t) {
        return a + (b - a) * t;
    }
}
