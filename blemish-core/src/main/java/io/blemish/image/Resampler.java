package io.blemish.image;

import java.util.Arrays;

/**
 * Resizes 8-bit pictures as Pillow's {@code Image.resize(…, BILINEAR)} does, to the byte.
 *
 * <p>When it shrinks, a triangle filter as wide as the reduction weighs every pixel of the picture, so that nothing is
 * skipped (antialiasing); when it enlarges, it is plain bilinear interpolation. The filter is separable, with 8-bit
 * pixels between its two passes, so their order can be seen: first along the rows, unless the height loses more than
 * twice as many pixels as the width. That is Pillow's order since version 13; before, rows always came first, which
 * changes a byte by 1 at most. The weights are 22-bit fixed-point numbers, for the byte must not depend on how a
 * machine sums floating-point numbers.
 *
 * <p>Networks are trained on pictures that went through this filter; Java2D's and OpenCV's differ from it by up to 72
 * of 255.
 */
public final class Resampler {
    private static final int CHANNELS = 3;

    private Resampler() {}

    /**
     * The picture in another size.
     *
     * @param picture what to resize
     * @param size the new size
     * @return the picture itself where it has that size already
     */
    public static RgbImage resize(final RgbImage picture, final Size size) {
        final int lostWidth = Math.max(0, picture.width() - size.width());
        final int lostHeight = Math.max(0, picture.height() - size.height());
        return lostHeight > 2 * (long) lostWidth
                ? toWidth(toHeight(picture, size.height()), size.width())
                : toHeight(toWidth(picture, size.width()), size.height());
    }

    private static RgbImage toWidth(final RgbImage picture, final int width) {
        if (width == picture.width()) {
            return picture;
        }
        final Filter filter = Filter.triangle(picture.width(), width);
        return new RgbImage(
                width, picture.height(), alongRows(picture.rgb(), picture.width(), picture.height(), filter));
    }

    private static RgbImage toHeight(final RgbImage picture, final int height) {
        if (height == picture.height()) {
            return picture;
        }
        final Filter filter = Filter.triangle(picture.height(), height);
        return new RgbImage(picture.width(), height, alongColumns(picture.rgb(), picture.width() * CHANNELS, filter));
    }

    private static byte[] alongRows(final byte[] in, final int width, final int height, final Filter filter) {
        final int outWidth = filter.size();
        final byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(outWidth, height), CHANNELS)];
        final int[] weights = filter.weights();
        int to = 0;
        for (int y = 0; y < height; y++) {
            final int row = y * width * CHANNELS;
            for (int x = 0; x < outWidth; x++) {
                int from = row + filter.first(x) * CHANNELS;
                int red = Filter.HALF;
                int green = Filter.HALF;
                int blue = Filter.HALF;
                final int end = filter.weightsEnd(x);
                for (int i = filter.weightsStart(x); i < end; i++) {
                    final int weight = weights[i];
                    red += (in[from] & 0xFF) * weight;
                    green += (in[from + 1] & 0xFF) * weight;
                    blue += (in[from + 2] & 0xFF) * weight;
                    from += CHANNELS;
                }
                out[to] = Filter.toByte(red);
                out[to + 1] = Filter.toByte(green);
                out[to + 2] = Filter.toByte(blue);
                to += CHANNELS;
            }
        }
        return out;
    }

    /** Row by row rather than column by column: memory is read in its order, and the inner loop vectorises. */
    private static byte[] alongColumns(final byte[] in, final int stride, final Filter filter) {
        final int outHeight = filter.size();
        final byte[] out = new byte[Math.multiplyExact(outHeight, stride)];
        final int[] sums = new int[stride];
        for (int y = 0; y < outHeight; y++) {
            Arrays.fill(sums, Filter.HALF);
            int from = filter.first(y) * stride;
            for (int i = filter.weightsStart(y); i < filter.weightsEnd(y); i++) {
                addRow(sums, in, from, filter.weights()[i]);
                from += stride;
            }
            final int to = y * stride;
            for (int x = 0; x < stride; x++) {
                out[to + x] = Filter.toByte(sums[x]);
            }
        }
        return out;
    }

    private static void addRow(final int[] sums, final byte[] in, final int from, final int weight) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += (in[from + x] & 0xFF) * weight;
        }
    }
}
