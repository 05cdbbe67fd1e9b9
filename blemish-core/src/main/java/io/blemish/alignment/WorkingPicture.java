package io.blemish.alignment;

import io.blemish.image.Resampler;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;

/**
 * A picture as it is compared with others: square and grey, in three sizes, without slow changes of light.
 *
 * @param fine its longer side has {@link #SIDE} pixels
 * @param middle half as large
 * @param coarse a quarter as large
 */
record WorkingPicture(Level fine, Level middle, Level coarse) {
    /** The side in pixels. */
    static final int SIDE = 256;

    /** What changes over a longer distance than this, in pixels to both sides, is taken to be light. */
    private static final int LIGHT = 16;

    private static final int CHANNELS = 3;

    // The weights of red, green and blue in the luma of ITU-R BT.601.
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    static WorkingPicture of(final RgbImage picture) {
        return of(grey(picture), picture.size());
    }

    /**
     * Of what {@link #grey} made.
     *
     * @param picture the size of the picture
     */
    static WorkingPicture of(final byte[] grey, final Size picture) {
        final double longer = Math.max(picture.width(), picture.height());
        final double halfWidth = SIDE / 2.0 * picture.width() / longer;
        final double halfHeight = SIDE / 2.0 * picture.height() / longer;
        final Level fine = new Level(SIDE, withoutLight(grey, halfWidth, halfHeight), halfWidth, halfHeight);
        final Level middle = fine.halved();
        return new WorkingPicture(fine, middle, middle.halved());
    }

    /**
     * The picture in grey, in the middle of a square of {@link #SIDE}; its edge is repeated around it. The sides of a resized
     * picture are whole numbers, so its proportions are put right here.
     */
    static byte[] grey(final RgbImage picture) {
        final RgbImage resized = Resampler.resize(picture, picture.size().scaledTo(SIDE));
        final double longer = Math.max(picture.width(), picture.height());
        final double[] columns = places(resized.width(), picture.width() / longer);
        final double[] rows = places(resized.height(), picture.height() / longer);
        final double[] luma = luma(resized);
        final byte[] grey = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            final int top = (int) rows[y];
            final int bottom = Math.min(top + 1, resized.height() - 1);
            for (int x = 0; x < SIDE; x++) {
                final int left = (int) columns[x];
                final int right = Math.min(left + 1, resized.width() - 1);
                final double fx = columns[x] - left;
                final double above =
                        luma[top * resized.width() + left] * (1 - fx) + luma[top * resized.width() + right] * fx;
                final double below =
                        luma[bottom * resized.width() + left] * (1 - fx) + luma[bottom * resized.width() + right] * fx;
                grey[y * SIDE + x] = (byte) Math.rint(above + (rows[y] - top) * (below - above));
            }
        }
        return grey;
    }

    /** The place in a side of a resized picture of each pixel of the square, which the side covers by a share. */
    private static double[] places(final int pixels, final double share) {
        final double[] places = new double[SIDE];
        for (int i = 0; i < SIDE; i++) {
            final double inSide = ((i + 0.5) / SIDE - 0.5) / share + 0.5;
            places[i] = Math.max(0, Math.min(pixels - 1, inSide * pixels - 0.5));
        }
        return places;
    }

    private static double[] luma(final RgbImage picture) {
        final byte[] rgb = picture.rgb();
        final double[] luma = new double[rgb.length / CHANNELS];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = RED * (rgb[CHANNELS * i] & 0xFF)
                    + GREEN * (rgb[CHANNELS * i + 1] & 0xFF)
                    + BLUE * (rgb[CHANNELS * i + 2] & 0xFF);
        }
        return luma;
    }

    private static float[] withoutLight(final byte[] grey, final double halfWidth, final double halfHeight) {
        final float[] light = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            light[i] = grey[i] & 0xFF;
        }
        final float[] values = light.clone();
        for (int i = 0; i < SIDE; i++) {
            blurLine(light, i * SIDE, 1);
        }
        for (int i = 0; i < SIDE; i++) {
            blurLine(light, i, SIDE);
        }
        final double middle = (SIDE - 1) / 2.0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                final int i = y * SIDE + x;
                final boolean inside = Math.abs(x - middle) < halfWidth && Math.abs(y - middle) < halfHeight;
                values[i] = inside ? values[i] - light[i] : 0;
            }
        }
        return values;
    }

    /** The mean of the pixels around each of a line; its ends are repeated. All sums are whole numbers in the first pass. */
    private static void blurLine(final float[] values, final int first, final int step) {
        final float[] line = new float[SIDE];
        for (int i = 0; i < SIDE; i++) {
            line[i] = values[first + i * step];
        }
        double sum = 0;
        for (int i = -LIGHT; i <= LIGHT; i++) {
            sum += line[Math.max(0, i)];
        }
        for (int i = 0; i < SIDE; i++) {
            values[first + i * step] = (float) (sum / (2 * LIGHT + 1));
            sum += line[Math.min(SIDE - 1, i + LIGHT + 1)] - line[Math.max(0, i - LIGHT)];
        }
    }
}
