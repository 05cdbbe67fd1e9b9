package io.blemish.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes small random maps and masks of several kinds. */
enum RandomMaps {
    SPREAD {
        @Override
        float score(final Random random, final boolean defect) {
            return random.nextFloat() + (defect ? 0.3f : 0);
        }
    },
    HEAVY_TIES {
        @Override
        float score(final Random random, final boolean defect) {
            return random.nextInt(4) + (defect ? random.nextInt(2) : 0);
        }
    },
    SIGNED_ZEROS {
        @Override
        float score(final Random random, final boolean defect) {
            return new float[] {-1, -0f, 0f, 1}[random.nextInt(4)];
        }
    },
    INVERTED {
        @Override
        float score(final Random random, final boolean defect) {
            return -random.nextFloat() - (defect ? 0.9f : 0);
        }
    },
    SEPARATED {
        @Override
        float score(final Random random, final boolean defect) {
            return random.nextFloat() + (defect ? 1 : 0);
        }
    },
    EXTREMES {
        @Override
        float score(final Random random, final boolean defect) {
            final float[] all = {
                Float.NEGATIVE_INFINITY,
                -Float.MAX_VALUE,
                -1,
                -Float.MIN_VALUE,
                0,
                Float.MIN_VALUE,
                Float.MIN_NORMAL,
                1,
                Math.nextUp(1f),
                Float.MAX_VALUE,
                Float.POSITIVE_INFINITY
            };
            return all[random.nextInt(all.length)];
        }
    },
    ANY_BITS {
        @Override
        float score(final Random random, final boolean defect) {
            final float score = Float.intBitsToFloat(random.nextInt());
            return Float.isNaN(score) ? 0 : score;
        }
    };

    abstract float score(Random random, boolean defect);

    /** Makes up to five pictures of several sizes, some good; at least one defect pixel and one normal pixel. */
    List<PixelMap> maps(final long seed) {
        final Random random = new Random(seed);
        final List<PixelMap> maps = new ArrayList<>();
        maps.add(new PixelMap(
                2, 1, new float[] {score(random, true), score(random, false)}, new boolean[] {true, false}));
        final int count = random.nextInt(5);
        for (int m = 0; m < count; m++) {
            maps.add(map(random));
        }
        return maps;
    }

    private PixelMap map(final Random random) {
        final int width = 1 + random.nextInt(9);
        final int height = 1 + random.nextInt(9);
        final double density = new double[] {0, 0.1, 0.4, 0.9, 1}[random.nextInt(5)];
        final boolean[] mask = new boolean[width * height];
        final float[] scores = new float[width * height];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < density;
            scores[i] = score(random, mask[i]);
        }
        return density == 0 && random.nextBoolean()
                ? PixelMap.ofGood(width, height, scores)
                : new PixelMap(width, height, scores, mask);
    }

    static float[] scores(final List<PixelMap> maps) {
        final List<Float> all = new ArrayList<>();
        for (final PixelMap map : maps) {
            for (final float score : map.scores()) {
                all.add(score);
            }
        }
        final float[] values = new float[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.get(i);
        }
        return values;
    }

    static boolean[] truth(final List<PixelMap> maps) {
        final boolean[] truth = new boolean[scores(maps).length];
        int next = 0;
        for (final PixelMap map : maps) {
            System.arraycopy(map.mask(), 0, truth, next, map.mask().length);
            next += map.scores().length;
        }
        return truth;
    }
}
