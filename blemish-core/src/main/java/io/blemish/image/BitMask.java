package io.blemish.image;

import java.util.Arrays;

/**
 * A mask, which marks the pixels of a picture that belong to a defect. Two are equal if their sizes and all their pixels
 * are. The array of pixels is never copied; nobody may change it.
 */
public final class BitMask {
    private final int width;
    private final int height;
    private final boolean[] defect;

    /**
     * A mask of some pixels.
     *
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param defect row by row from the top, {@code [height, width]}, true on the defect; not to be changed afterwards
     * @throws IllegalArgumentException if the array does not fit the size
     */
    public BitMask(final int width, final int height, final boolean[] defect) {
        if (width < 1 || height < 1 || (long) width * height != defect.length) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " mask does not have " + defect.length + " pixels");
        }
        this.width = width;
        this.height = height;
        this.defect = defect;
    }

    /**
     * {@return a mask without any defect, which is the mask of a good part}
     *
     * @param size width and height of the mask
     */
    public static BitMask empty(final Size size) {
        return new BitMask(size.width(), size.height(), new boolean[Math.toIntExact(size.pixels())]);
    }

    /** {@return the width in pixels} */
    public int width() {
        return width;
    }

    /** {@return the height in pixels} */
    public int height() {
        return height;
    }

    /** {@return the pixels, row by row from the top: {@code [height, width]}, true on the defect} Not to be changed. */
    public boolean[] defect() {
        return defect;
    }

    /** {@return the width and the height} */
    public Size size() {
        return new Size(width, height);
    }

    /**
     * {@return whether a pixel belongs to the defect}
     *
     * @param x column of the pixel, from 0 at the left
     * @param y row of the pixel, from 0 at the top
     */
    public boolean at(final int x, final int y) {
        return defect[y * width + x];
    }

    /** {@return the number of pixels that belong to the defect} */
    public int count() {
        int count = 0;
        for (final boolean pixel : defect) {
            count += pixel ? 1 : 0;
        }
        return count;
    }

    /**
     * {@return a mask of the pixels that are marked in this mask or in another}
     *
     * @param other of the same size
     */
    public BitMask or(final BitMask other) {
        final boolean[] either = defect.clone();
        for (int k = 0; k < either.length; k++) {
            either[k] |= other.defect[k];
        }
        return new BitMask(width, height, either);
    }

    /**
     * {@return the mask in another size, by nearest neighbour with Pillow's rule} New pixel i shows old pixel ⌊c⌋, where c
     * starts at half of old/new and grows by old/new from pixel to pixel, summed in double precision. (The closed form
     * (i + ½)·old/new is rounded differently if c is a whole number.)
     *
     * @param size the new size
     */
    public BitMask resize(final Size size) {
        final int[] columns = nearest(width, size.width());
        final int[] rows = nearest(height, size.height());
        final boolean[] out = new boolean[Math.toIntExact(size.pixels())];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < columns.length; x++) {
                out[y * columns.length + x] = at(columns[x], rows[y]);
            }
        }
        return new BitMask(size.width(), size.height(), out);
    }

    private static int[] nearest(final int oldSize, final int newSize) {
        final double scale = (double) oldSize / newSize;
        final int[] pixels = new int[newSize];
        double center = scale * 0.5;
        for (int i = 0; i < newSize; i++) {
            pixels[i] = Math.min(oldSize - 1, (int) center);
            center += scale;
        }
        return pixels;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof BitMask mask
                && width == mask.width
                && height == mask.height
                && Arrays.equals(defect, mask.defect);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(defect);
    }

    /** The size, in words for messages. */
    @Override
    public String toString() {
        return "a mask of " + size();
    }
}
