package io.blemish.image;

import java.util.Arrays;

/**
 * Resizes 8-bit pictures as Pillow's {@code Image.resize(…, BILINEAR)} does, to the byte.
 *
 * <p>When it shrinks, a triangle filter as wide as the reduction weighs every pixel of the picture, so that none is
 * skipped (antialiasing); when it enlarges, it is plain bilinear interpolation. The filter is separable. Since the pixels
 * between its two passes have 8 bits, the order of the passes matters: first along the rows, unless the height loses
 * more than twice as many pixels as the width. That is Pillow's order since version 13; before, rows always came first,
 * which changes a byte by 1 at most. The weights are 22-bit fixed-point numbers, so that a byte does not depend on how
 * a machine sums floating-point numbers.
 *
 * <p>Networks are trained on pictures that went through this filter; Java2D's and OpenCV's differ from it by up to 72
 * of 255.
 */
public final class Resampler {
    private static final int CHANNELS = 3;

    /** The most values of a line: its sums stay in the first cache, and memory is bounded for a picture of any size. */
    private static final int LINE = 256;

    private Resampler() {}

    /**
     * The picture in another size.
     *
     * @param picture the picture to resize
     * @param size the new size
     * @return the picture itself if it has that size already
     */
    public static RgbImage resize(final RgbImage picture, final Size size) {
        if (size.equals(picture.size())) {
            return picture;
        }
        // Most pictures of parts are grey: the other two channels would be resized to the same values.
        return isGrey(picture.rgb()) ? grey(resize(picture, size, 1)) : resize(picture, size, CHANNELS);
    }

    /** Resizes the first channels; the others are left at 0. */
    private static RgbImage resize(final RgbImage picture, final Size size, final int channels) {
        final int lostWidth = Math.max(0, picture.width() - size.width());
        final int lostHeight = Math.max(0, picture.height() - size.height());
        return lostHeight > 2 * (long) lostWidth
                ? toWidth(toHeight(picture, size.height(), channels), size.width(), channels)
                : toHeight(toWidth(picture, size.width(), channels), size.height(), channels);
    }

    private static RgbImage toWidth(final RgbImage picture, final int width, final int channels) {
        if (width == picture.width()) {
            return picture;
        }
        final Axis columns = new Axis(picture.width(), width, CHANNELS, CHANNELS);
        final Axis rows = Axis.kept(picture.height(), picture.width() * CHANNELS, width * CHANNELS);
        return new RgbImage(width, picture.height(), along(columns, rows, picture.rgb(), channels));
    }

    private static RgbImage toHeight(final RgbImage picture, final int height, final int channels) {
        if (height == picture.height()) {
            return picture;
        }
        final int stride = picture.width() * CHANNELS;
        final Axis rows = new Axis(picture.height(), height, stride, stride);
        final Axis columns = Axis.kept(picture.width(), CHANNELS, CHANNELS);
        return new RgbImage(picture.width(), height, along(rows, columns, picture.rgb(), channels));
    }

    /**
     * One direction of a picture, before and after it is resized.
     *
     * @param oldSize pixels before
     * @param newSize pixels after
     * @param oldStep bytes from one pixel to the next before
     * @param newStep bytes from one pixel to the next after
     */
    private record Axis(int oldSize, int newSize, int oldStep, int newStep) {
        /** The direction in which nothing changes. */
        static Axis kept(final int size, final int oldStep, final int newStep) {
            return new Axis(size, size, oldStep, newStep);
        }
    }

    /**
     * Resizes in one direction. A line holds one channel of the pixels that share a place in that direction, for some
     * places in the other. Every new line is a weighted sum of whole old ones, which the JIT vectorises; it would not if
     * bytes were weighted or lines lay within one array.
     */
    private static byte[] along(final Axis resized, final Axis kept, final byte[] in, final int channels) {
        final byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(resized.newSize, kept.newSize), CHANNELS)];
        final Filter filter = Filter.triangle(resized.oldSize, resized.newSize);
        final int length = Math.min(LINE, kept.oldSize);
        final int[][] lines = new int[resized.oldSize][length];
        final int[] sums = new int[length];
        for (int channel = 0; channel < channels; channel++) {
            for (int start = 0; start < kept.oldSize; start += length) {
                final int count = Math.min(length, kept.oldSize - start);
                for (int i = 0; i < lines.length; i++) {
                    read(in, i * resized.oldStep + start * kept.oldStep + channel, kept.oldStep, lines[i], count);
                }
                for (int i = 0; i < resized.newSize; i++) {
                    weigh(lines, filter, i, sums);
                    write(sums, count, out, i * resized.newStep + start * kept.newStep + channel, kept.newStep);
                }
            }
        }
        return out;
    }

    private static void read(final byte[] in, final int offset, final int step, final int[] line, final int count) {
        for (int k = 0, from = offset; k < count; k++, from += step) {
            line[k] = in[from] & 0xFF;
        }
    }

    private static void weigh(final int[][] lines, final Filter filter, final int pixel, final int[] sums) {
        Arrays.fill(sums, Filter.HALF);
        final int start = filter.weightsStart(pixel);
        final int end = filter.weightsEnd(pixel);
        for (int i = start; i < end; i++) {
            add(sums, lines[filter.first(pixel) + i - start], filter.weights()[i]);
        }
    }

    private static void add(final int[] sums, final int[] line, final int weight) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += line[k] * weight;
        }
    }

    private static void write(final int[] sums, final int count, final byte[] out, final int offset, final int step) {
        for (int k = 0, to = offset; k < count; k++, to += step) {
            out[to] = Filter.toByte(sums[k]);
        }
    }

    /** Whether all pixels have three equal values. */
    private static boolean isGrey(final byte[] rgb) {
        for (int i = 0; i < rgb.length; i += CHANNELS) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** Copies the first channel of a picture to the other two. */
    private static RgbImage grey(final RgbImage picture) {
        final byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i += CHANNELS) {
            rgb[i + 1] = rgb[i];
            rgb[i + 2] = rgb[i];
        }
        return picture;
    }
}
