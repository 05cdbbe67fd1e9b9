package io.blemish.tuning;

import io.blemish.image.RgbImage;
import java.util.SplittableRandom;

/**
 * A kind of defect that is drawn onto a picture of a good part. Places, sizes and strengths are drawn over a wide range, from
 * what hardly anybody sees to what nobody misses, so that detectors of every quality differ in how many they find.
 */
enum MadeDefect {
    /** A piece of the same picture lies in another place: CutPaste (Li et al., CVPR 2021). */
    PASTE {
        @Override
        void paint(final Brush brush, final SplittableRandom random) {
            final int width = pixels(brush, random, PIECE_LEAST, PIECE_MOST);
            final int height = pixels(brush, random, PIECE_LEAST, PIECE_MOST);
            brush.copy(brush.place(random), width, height, random);
        }
    },
    /** A thin bent line that is lighter or darker than the surface. */
    SCRATCH {
        @Override
        void paint(final Brush brush, final SplittableRandom random) {
            final int length = pixels(brush, random, LINE_LEAST, LINE_MOST);
            final double width = Math.max(1, logUniform(random, LINE_WIDTH_LEAST, LINE_WIDTH_MOST) * brush.side());
            brush.line(brush.place(random), length, width, change(random), random);
        }
    },
    /** An irregular mark, lighter or darker than the surface, with a tint on a picture in colour. */
    STAIN {
        @Override
        void paint(final Brush brush, final SplittableRandom random) {
            final int radius = pixels(brush, random, MARK_LEAST, MARK_MOST);
            final double change = change(random);
            final double[] tint =
                    brush.grey() ? new double[] {1, 1, 1} : new double[] {tint(random), tint(random), tint(random)};
            brush.mark(brush.place(random), radius, random, (x, y, channel) -> change * tint[channel]);
        }
    },
    /** An irregular place with a grain that the surface does not have. */
    TEXTURE {
        @Override
        void paint(final Brush brush, final SplittableRandom random) {
            final int radius = pixels(brush, random, MARK_LEAST, MARK_MOST);
            final double change = change(random);
            final int cell = Math.max(1, (int) (logUniform(random, GRAIN_LEAST, GRAIN_MOST) * brush.side()));
            final long grain = random.nextLong();
            brush.mark(
                    brush.place(random),
                    radius,
                    random,
                    (x, y, channel) -> change * Brush.noise(grain, Math.floorDiv(x, cell), Math.floorDiv(y, cell)));
        }
    };

    // Shares of the shorter side. The least are a pixel or two of what a network sees of 224 pixels.
    private static final double PIECE_LEAST = 0.04;
    private static final double PIECE_MOST = 0.15;
    private static final double LINE_LEAST = 0.08;
    private static final double LINE_MOST = 0.3;
    private static final double LINE_WIDTH_LEAST = 0.005;
    private static final double LINE_WIDTH_MOST = 0.015;
    private static final double MARK_LEAST = 0.02;
    private static final double MARK_MOST = 0.1;
    private static final double GRAIN_LEAST = 0.004;
    private static final double GRAIN_MOST = 0.02;

    /** Levels, of 255, by which a surface is lighter or darker: the least is within the noise of many cameras. */
    private static final double CHANGE_LEAST = 15;

    private static final double CHANGE_MOST = 100;

    /** The part of a change that each colour has. */
    private static final double TINT_LEAST = 0.5;

    abstract void paint(Brush brush, SplittableRandom random);

    /**
     * {@return a copy of a picture with a defect of this kind}
     *
     * @param good the picture
     * @param places where a defect may lie
     * @param random draws its place, size and strength
     */
    RgbImage on(final RgbImage good, final Places places, final SplittableRandom random) {
        final Brush brush = new Brush(good, places);
        paint(brush, random);
        return brush.painted();
    }

    private static int pixels(final Brush brush, final SplittableRandom random, final double least, final double most) {
        return Math.max(2, (int) Math.round(logUniform(random, least, most) * brush.side()));
    }

    private static double change(final SplittableRandom random) {
        final double change = logUniform(random, CHANGE_LEAST, CHANGE_MOST);
        return random.nextBoolean() ? change : -change;
    }

    private static double tint(final SplittableRandom random) {
        return TINT_LEAST + (1 - TINT_LEAST) * random.nextDouble();
    }

    private static double logUniform(final SplittableRandom random, final double least, final double most) {
        return least * Math.pow(most / least, random.nextDouble());
    }
}
