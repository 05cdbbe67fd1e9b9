package io.blemish.alignment;

import io.blemish.image.RgbImage;
import java.util.SplittableRandom;

/** Pictures of a part with a random outline and a random texture, in any pose, drawn exactly and not resampled. */
final class MovedParts {
    private static final int WAVES = 24;
    private static final int OUTLINE = 5;

    private final double[] waveX = new double[WAVES];
    private final double[] waveY = new double[WAVES];
    private final double[] phase = new double[WAVES];
    private final double[] outline = new double[OUTLINE];
    private final double[] outlinePhase = new double[OUTLINE];
    private final double radius;

    MovedParts(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WAVES; i++) {
            final double angle = random.nextDouble(2 * Math.PI);
            final double frequency = random.nextDouble(15, 90);
            waveX[i] = frequency * Math.cos(angle);
            waveY[i] = frequency * Math.sin(angle);
            phase[i] = random.nextDouble(2 * Math.PI);
        }
        for (int i = 0; i < OUTLINE; i++) {
            outline[i] = random.nextDouble(0.08) / (i + 1);
            outlinePhase[i] = random.nextDouble(2 * Math.PI);
        }
        this.radius = random.nextDouble(0.24, 0.3);
    }

    /** A picture of the part. */
    RgbImage picture(
            final int width,
            final int height,
            final Pose pose,
            final double gain,
            final double offset,
            final double noise,
            final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Similarity back = pose.toPicture(1.0).inverse();
        final double longer = Math.max(width, height);
        final byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final double u = (x - (width - 1) / 2.0) / longer;
                final double v = (y - (height - 1) / 2.0) / longer;
                final double value = part(back.mapX(u, v), back.mapY(u, v), longer * back.scale());
                final double level = offset
                        + gain * value
                        + noise * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
                final byte grey = (byte) Math.max(0, Math.min(255, Math.rint(level)));
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * width + x) + channel] = grey;
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    RgbImage picture(final int side, final Pose pose) {
        return picture(side, side, pose, 1, 0, 0, 0);
    }

    /** From 0 to 255 at a place of the part; the edge is as wide as a pixel. */
    private double part(final double u, final double v, final double sharpness) {
        final double angle = Math.atan2(v, u);
        double edge = radius;
        for (int i = 0; i < OUTLINE; i++) {
            edge += outline[i] * Math.cos((i + 1) * angle + outlinePhase[i]);
        }
        double texture = 0;
        for (int i = 0; i < WAVES; i++) {
            texture += Math.cos(waveX[i] * u + waveY[i] * v + phase[i]);
        }
        final double inside = Math.max(0, Math.min(1, 0.5 + (edge - Math.hypot(u, v)) * sharpness));
        return 60 + inside * (60 + 60 * Math.tanh(texture / Math.sqrt(WAVES)));
    }
}
