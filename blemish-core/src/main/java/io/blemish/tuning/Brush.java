package io.blemish.tuning;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Paints on a copy of a picture. All edges are soft, because those of real defects are, as a lens shows them. */
final class Brush {
    private static final int CHANNELS = 3;
    private static final int BYTE = 0xFF;

    /** How many waves bend the outline of a mark, and by how much of its radius at most. */
    private static final int WAVES = 4;

    private static final double WAVE = 0.25;

    /** The part of a mark's radius over which its edge fades. */
    private static final double FADE = 0.3;

    private final RgbImage good;
    private final Places places;
    private final byte[] rgb;
    private final boolean grey;

    Brush(final RgbImage good, final Places places) {
        this.good = good;
        this.places = places;
        this.rgb = good.rgb().clone();
        this.grey = grey(rgb);
    }

    private static boolean grey(final byte[] rgb) {
        for (int i = 0; i < rgb.length; i += CHANNELS) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** What is added to a channel of a pixel, in levels of 255. */
    interface Change {
        double at(int x, int y, int channel);
    }

    RgbImage painted() {
        return new RgbImage(good.width(), good.height(), rgb);
    }

    /** Whether the picture has no colours, so that a defect must not have any either. */
    boolean grey() {
        return grey;
    }

    /** The shorter side of the picture in pixels. */
    int side() {
        return Math.min(good.width(), good.height());
    }

    Places.Place place(final SplittableRandom random) {
        return places.draw(new Size(good.width(), good.height()), random);
    }

    /** Copies a rectangle from another place of the picture, which may overlap this one. */
    void copy(final Places.Place middle, final int width, final int height, final SplittableRandom random) {
        final Places.Place from = place(random);
        final int left = middle.x() - width / 2;
        final int top = middle.y() - height / 2;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                final int fromX = clamp(from.x() + x - middle.x(), good.width());
                final int fromY = clamp(from.y() + y - middle.y(), good.height());
                final int inside =
                        1 + Math.min(Math.min(x - left, left + width - 1 - x), Math.min(y - top, top + height - 1 - y));
                final double share = Math.min(1, inside / 2.0);
                blend(x, y, share, (px, py, channel) -> level(fromX, fromY, channel) - level(px, py, channel));
            }
        }
    }

    /** Draws a line along a bent path. */
    void line(
            final Places.Place start,
            final int length,
            final double width,
            final double change,
            final SplittableRandom random) {
        final double direction = 2 * Math.PI * random.nextDouble();
        final double bend = (random.nextDouble() - 0.5) / length;
        final double[] xs = new double[length + 1];
        final double[] ys = new double[length + 1];
        xs[0] = start.x();
        ys[0] = start.y();
        for (int i = 1; i <= length; i++) {
            xs[i] = xs[i - 1] + Math.cos(direction + bend * i);
            ys[i] = ys[i - 1] + Math.sin(direction + bend * i);
        }
        final int reach = (int) Math.ceil(width);
        final int left = (int) Math.floor(least(xs)) - reach;
        final int top = (int) Math.floor(least(ys)) - reach;
        final int columns = (int) Math.ceil(most(xs)) + reach + 1 - left;
        final float[] shares = new float[columns * ((int) Math.ceil(most(ys)) + reach + 1 - top)];
        for (int i = 0; i <= length; i++) {
            for (int y = (int) Math.floor(ys[i]) - reach; y <= ys[i] + reach; y++) {
                for (int x = (int) Math.floor(xs[i]) - reach; x <= xs[i] + reach; x++) {
                    final double share = width / 2 + 0.5 - Math.hypot(xs[i] - x, ys[i] - y);
                    final int at = (y - top) * columns + x - left;
                    shares[at] = Math.max(shares[at], (float) Math.min(1, share));
                }
            }
        }
        for (int at = 0; at < shares.length; at++) {
            blend(left + at % columns, top + at / columns, shares[at], (px, py, channel) -> change);
        }
    }

    /** Changes an irregular place. */
    void mark(final Places.Place middle, final int radius, final SplittableRandom random, final Change change) {
        final double[] heights = new double[WAVES];
        final double[] phases = new double[WAVES];
        for (int i = 0; i < WAVES; i++) {
            heights[i] = WAVE * random.nextDouble();
            phases[i] = 2 * Math.PI * random.nextDouble();
        }
        final int reach = 2 * radius + 1;
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                final double angle = Math.atan2(y, x);
                double outline = 1;
                for (int i = 0; i < WAVES; i++) {
                    outline += heights[i] * Math.cos((i + 1) * angle + phases[i]);
                }
                final double inside = outline - Math.hypot(x, y) / radius;
                blend(middle.x() + x, middle.y() + y, Math.min(1, Math.max(0, inside / FADE)), change);
            }
        }
    }

    /** A value in {@code [-1, 1]} that depends on nothing but the place and the seed. */
    static double noise(final long seed, final int x, final int y) {
        return 2 * new SplittableRandom(seed + 0x9E3779B97F4A7C15L * x + 0xC2B2AE3D27D4EB4FL * y).nextDouble() - 1;
    }

    private void blend(final int x, final int y, final double share, final Change change) {
        if (share <= 0 || x < 0 || y < 0 || x >= good.width() || y >= good.height()) {
            return;
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            final double level = level(x, y, channel) + share * change.at(x, y, channel);
            rgb[CHANNELS * (y * good.width() + x) + channel] = (byte) Math.round(Math.min(BYTE, Math.max(0, level)));
        }
    }

    private int level(final int x, final int y, final int channel) {
        return good.rgb()[CHANNELS * (y * good.width() + x) + channel] & BYTE;
    }

    private static int clamp(final int value, final int size) {
        return Math.min(size - 1, Math.max(0, value));
    }

    private static double least(final double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double most(final double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
