package io.blemish.array;

import java.util.Arrays;
import java.util.Random;

/** Kinds of data on which a fast selection or search could go wrong. */
public enum PointCloud {
    GAUSSIAN {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = (float) random.nextGaussian();
            }
        }
    },
    /** Most of the variance lies along few directions, as in features. */
    DECAYING {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = (float) (random.nextGaussian() / (1 + i % dimension));
            }
        }
    },
    CLUSTERED {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            final float[] centres = new float[7 * dimension];
            GAUSSIAN.fill(random, centres, dimension);
            for (int i = 0; i < points.length; i += dimension) {
                final int centre = random.nextInt(7) * dimension;
                for (int d = 0; d < dimension; d++) {
                    points[i + d] = centres[centre + d] + 1e-3f * (float) random.nextGaussian();
                }
            }
        }
    },
    /** Nearly every point is there many times over, bit for bit. */
    DUPLICATED {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            GAUSSIAN.fill(random, points, dimension);
            final int distinct = Math.max(1, points.length / dimension / 20);
            for (int i = distinct * dimension; i < points.length; i += dimension) {
                System.arraycopy(points, random.nextInt(distinct) * dimension, points, i, dimension);
            }
        }
    },
    CONSTANT {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            Arrays.fill(points, random.nextFloat());
        }
    },
    /** Few different distances, so ties are everywhere. */
    LATTICE {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = random.nextInt(3);
            }
        }
    },
    /** Points on the corners of a simplex: all distances equal. */
    SIMPLEX {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i += dimension) {
                points[i + random.nextInt(dimension)] = 1;
            }
        }
    },
    /** Distances that differ in the last bits of a float only. */
    NEARLY_TIED {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = random.nextInt(2) + random.nextInt(3) * Math.ulp(1f);
            }
        }
    },
    /** A mean that dwarfs the differences. */
    FAR_OFF {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = 1e6f * (1 + i % dimension) + (float) random.nextGaussian();
            }
        }
    },
    /** Squares of these overflow a float. */
    HUGE {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = (float) (1e37 * random.nextGaussian());
            }
        }
    },
    /** Squares of these vanish in a float, and some are subnormal themselves. */
    TINY {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i++) {
                points[i] = (float) (1e-38 * random.nextGaussian());
            }
        }
    },
    /** One outlier makes every other difference small beside it. */
    OUTLIER {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            GAUSSIAN.fill(random, points, dimension);
            points[random.nextInt(points.length)] = 3e38f;
            points[random.nextInt(points.length)] = -3e38f;
        }
    },
    /** All magnitudes at once. */
    EVERY_SCALE {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i += dimension) {
                final double scale = Math.pow(10, random.nextInt(60) - 30);
                for (int d = 0; d < dimension; d++) {
                    points[i + d] = (float) (scale * random.nextGaussian());
                }
            }
        }
    },
    /** Points that lie on one line through space. */
    LINE {
        @Override
        void fill(final Random random, final float[] points, final int dimension) {
            for (int i = 0; i < points.length; i += dimension) {
                final float along = random.nextFloat();
                for (int d = 0; d < dimension; d++) {
                    points[i + d] = along * (d + 1);
                }
            }
        }
    };

    abstract void fill(Random random, float[] points, int dimension);

    /**
     * Draws some.
     *
     * @return {@code [rows, dimension]}
     */
    public final float[] draw(final Random random, final int rows, final int dimension) {
        final float[] points = new float[rows * dimension];
        fill(random, points, dimension);
        return points;
    }
}
