package io.blemish.image;

/**
 * Which pixels of a picture belong to a defect.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param defect row by row from the top, {@code [height, width]}, true on the defect; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record BitMask(int width, int height, boolean[] defect) {
    /** Checks that the array fits the size. */
    public BitMask {
        if (width < 1 || height < 1 || (long) width * height != defect.length) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " mask does not have " + defect.length + " pixels");
        }
    }

    /** A mask without any defect: what a good part has. */
    public static BitMask empty(final Size size) {
        return new BitMask(size.width(), size.height(), new boolean[Math.toIntExact(size.pixels())]);
    }

    /** Whether a pixel belongs to the defect. */
    public boolean at(final int x, final int y) {
        return defect[y * width + x];
    }

    /** How many pixels belong to the defect. */
    public int count() {
        int count = 0;
        for (final boolean pixel : defect) {
            count += pixel ? 1 : 0;
        }
        return count;
    }

    /** Which pixels belong to the defect here or in another mask of the same size. */
    BitMask or(final BitMask other) {
        final boolean[] either = defect.clone();
        for (int k = 0; k < either.length; k++) {
            either[k] |= other.defect[k];
        }
        return new BitMask(width, height, either);
    }

    /** The mask's size. */
    public Size size() {
        return new Size(width, height);
    }

    /**
     * The mask in another size, by nearest neighbour with Pillow's rule: new pixel i shows old pixel ⌊c⌋, where c
     * starts at half of old/new and grows by old/new from pixel to pixel, summed in double precision. (The closed form
     * (i + ½)·old/new rounds otherwise where c falls upon a whole number.)
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
}
