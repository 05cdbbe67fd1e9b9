package io.blemish.image;

/**
 * The way from the pixels of a picture to those of the network's input, and back.
 *
 * <p>Along an axis, pixel i covers the interval from i to i + 1. The interval from a to b of the input shows the interval
 * from (a + cut)·s to (b + cut)·s of the picture; s is the picture's size divided by the resized picture's.
 *
 * @param picture the picture's size as given (after its EXIF orientation)
 * @param resized the size it is resized to
 * @param input the size of the network's input
 * @param cutLeft columns of the resized picture that lie left of the input; negative for a border of that width
 * @param cutTop rows of the resized picture that lie above the input; negative for a border of that height
 */
public record Placement(Size picture, Size resized, Size input, int cutLeft, int cutTop) {
    private static final int CHANNELS = 3;

    /**
     * {@return the placement of a picture that is the network's input as it is}
     *
     * @param size of both
     */
    public static Placement identity(final Size size) {
        return new Placement(size, size, size, 0, 0);
    }

    /**
     * {@return the same placement of a scaled copy of the picture}
     *
     * @param size of the copy
     */
    public Placement ofScaled(final Size size) {
        return new Placement(size, resized, input, cutLeft, cutTop);
    }

    /**
     * {@return the column of the picture that the middle of a column of the input shows; the nearest one for a border}
     *
     * @param inputX column of the input, from 0 at the left
     */
    public int toPictureX(final int inputX) {
        return scaled(inputX, cutLeft, resized.width(), picture.width());
    }

    /**
     * {@return the row of the picture that the middle of a row of the input shows; the nearest one for a border}
     *
     * @param inputY row of the input, from 0 at the top
     */
    public int toPictureY(final int inputY) {
        return scaled(inputY, cutTop, resized.height(), picture.height());
    }

    /**
     * {@return the column of the input that shows the middle of a column of the picture; the nearest one if that is cut off}
     *
     * @param pictureX column of the picture, from 0 at the left
     */
    public int toInputX(final int pictureX) {
        final long resizedX = ((2L * pictureX + 1) * resized.width()) / (2L * picture.width());
        return clamp(resizedX - cutLeft, input.width() - 1);
    }

    /**
     * {@return the row of the input that shows the middle of a row of the picture; the nearest one if that is cut off}
     *
     * @param pictureY row of the picture, from 0 at the top
     */
    public int toInputY(final int pictureY) {
        final long resizedY = ((2L * pictureY + 1) * resized.height()) / (2L * picture.height());
        return clamp(resizedY - cutTop, input.height() - 1);
    }

    /**
     * {@return the smallest box of the picture's pixels that covers a box of the input, cut at the picture's edge} A box
     * that lies wholly on a border gives the pixels of the edge beside it.
     *
     * @param inInput box of pixels of the input
     */
    public Box toPicture(final Box inInput) {
        final int left = floor((long) inInput.x() + cutLeft, picture.width(), resized.width());
        final int top = floor((long) inInput.y() + cutTop, picture.height(), resized.height());
        final int right = ceil((long) inInput.x() + inInput.width() + cutLeft, picture.width(), resized.width());
        final int bottom = ceil((long) inInput.y() + inInput.height() + cutTop, picture.height(), resized.height());
        return within(picture, left, top, right, bottom);
    }

    /**
     * {@return the smallest box of the input's pixels that covers a box of the picture, cut at the input's edge} A box that
     * was wholly cut off gives the pixels of the edge beside it.
     *
     * @param inPicture box of pixels of the picture
     */
    public Box toInput(final Box inPicture) {
        final int left = floor(inPicture.x(), resized.width(), picture.width()) - cutLeft;
        final int top = floor(inPicture.y(), resized.height(), picture.height()) - cutTop;
        final int right = ceil((long) inPicture.x() + inPicture.width(), resized.width(), picture.width()) - cutLeft;
        final int bottom = ceil((long) inPicture.y() + inPicture.height(), resized.height(), picture.height()) - cutTop;
        return within(input, left, top, right, bottom);
    }

    /** {@return the part of the picture that the input shows: all of it without a crop} */
    public Box shown() {
        return toPicture(new Box(0, 0, input.width(), input.height()));
    }

    /** {@return the number of pixels of the picture for which one pixel of the input stands} */
    public double pictureAreaOfInputPixel() {
        return (double) picture.pixels() / resized.pixels();
    }

    /** Cuts the input out of a resized picture. */
    RgbImage crop(final RgbImage whole) {
        if (whole.size().equals(input)) {
            return whole;
        }
        final byte[] out = new byte[Math.toIntExact(CHANNELS * input.pixels())];
        copyRows(whole.rgb(), out, CHANNELS);
        return new RgbImage(input.width(), input.height(), out);
    }

    /** Cuts the input out of a resized mask. */
    BitMask crop(final BitMask whole) {
        if (whole.size().equals(input)) {
            return whole;
        }
        final boolean[] out = new boolean[Math.toIntExact(input.pixels())];
        copyRows(whole.defect(), out, 1);
        return new BitMask(input.width(), input.height(), out);
    }

    /** Copies between two arrays of the same primitive type; pixels of a border stay 0. */
    private void copyRows(final Object from, final Object to, final int channels) {
        final int firstX = Math.max(0, -cutLeft);
        final int endX = Math.min(input.width(), resized.width() - cutLeft);
        final int endY = Math.min(input.height(), resized.height() - cutTop);
        for (int y = Math.max(0, -cutTop); y < endY; y++) {
            final int source = ((y + cutTop) * resized.width() + firstX + cutLeft) * channels;
            final int target = (y * input.width() + firstX) * channels;
            System.arraycopy(from, source, to, target, (endX - firstX) * channels);
        }
    }

    private static int scaled(final int pixel, final int cut, final int from, final int to) {
        return clamp(Math.floorDiv((2 * ((long) pixel + cut) + 1) * to, 2L * from), to - 1);
    }

    private static int floor(final long edge, final int numerator, final int denominator) {
        return Math.toIntExact(Math.floorDiv(edge * numerator, (long) denominator));
    }

    private static int ceil(final long edge, final int numerator, final int denominator) {
        return Math.toIntExact(-Math.floorDiv(-edge * numerator, (long) denominator));
    }

    private static Box within(final Size size, final int left, final int top, final int right, final int bottom) {
        final int x = clamp(left, size.width() - 1);
        final int y = clamp(top, size.height() - 1);
        final int endX = Math.max(x + 1, Math.min(right, size.width()));
        final int endY = Math.max(y + 1, Math.min(bottom, size.height()));
        return new Box(x, y, endX - x, endY - y);
    }

    private static int clamp(final long value, final int largest) {
        return (int) Math.max(0, Math.min(largest, value));
    }
}
