package io.blemish.dataset.generator;

import io.blemish.image.BitMask;

/** Finds the pixels that a defect changed, by comparing a part with the same part without the defect. */
final class DefectMask {
    /** The smallest change of a colour, of 1, that a person can tell from the noise. */
    private static final double VISIBLE = 0.04;
    /** A gap between changed pixels belongs to the defect if it is at most twice this share of the picture's width. */
    private static final double GAP = 1.0 / 128;

    private DefectMask() {}

    /** The mask of the changed pixels, with the gaps between them closed. */
    static BitMask between(final Canvas good, final Canvas faulty) {
        final int size = good.size();
        final boolean[] changed = new boolean[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                changed[row * size + column] = change(good.at(column, row), faulty.at(column, row)) >= VISIBLE;
            }
        }
        final int radius = (int) Math.round(GAP * size);
        return new BitMask(size, size, spread(spread(changed, size, radius, true), size, radius, false));
    }

    private static double change(final Rgb a, final Rgb b) {
        return Math.max(
                Math.abs(a.red() - b.red()), Math.max(Math.abs(a.green() - b.green()), Math.abs(a.blue() - b.blue())));
    }

    /** Gives each pixel the value {@code to} if one has it within a radius along the rows and columns. */
    private static boolean[] spread(final boolean[] mask, final int size, final int radius, final boolean to) {
        return along(along(mask, size, radius, to, 1), size, radius, to, size);
    }

    private static boolean[] along(
            final boolean[] mask, final int size, final int radius, final boolean to, final int stride) {
        final boolean[] result = new boolean[mask.length];
        for (int k = 0; k < mask.length; k++) {
            final int place = stride == 1 ? k % size : k / size;
            boolean found = false;
            for (int d = Math.max(-radius, -place); d <= Math.min(radius, size - 1 - place); d++) {
                found |= mask[k + d * stride] == to;
            }
            result[k] = found == to;
        }
        return result;
    }
}
