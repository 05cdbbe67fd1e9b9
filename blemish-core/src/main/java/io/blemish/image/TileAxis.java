package io.blemish.image;

/**
 * Tiles along one side of a picture. Each begins a step after the one before it; the last one ends where the picture does.
 *
 * @param length of the side in pixels, at least a tile
 * @param side of a tile in pixels
 * @param overlap by how many pixels neighbours overlap at least, from 1 to half of a tile
 */
public record TileAxis(int length, int side, int overlap) {
    /** {@return the number of tiles} */
    public int count() {
        final int step = side - overlap;
        return 1 + (length - side + step - 1) / step;
    }

    /**
     * {@return the first pixel of a tile}
     *
     * @param tile its number, from 0
     */
    public int start(final int tile) {
        return Math.min(tile * (side - overlap), length - side);
    }

    /**
     * How much a tile counts at a place. The tiles that cover the place share it; a tile counts for less the nearer the place is
     * to its edge, where its network sees the least around it, so that maps of neighbours pass into each other.
     *
     * @param tile its number, from 0
     * @param place in pixels from the beginning of the side, a fraction allowed
     * @return its share, from 0 to 1; those of all tiles add up to 1
     */
    public double weight(final int tile, final double place) {
        final double own = height(tile, place);
        if (own == 0) {
            return 0;
        }
        double sum = 0;
        for (int other = 0; other < count(); other++) {
            sum += height(other, place);
        }
        return own / sum;
    }

    /** Rises from 0 at an edge within the picture to 1 at the overlap's end, smoothly at both (3t² − 2t³). */
    private double height(final int tile, final double place) {
        final double begin = place - start(tile);
        final double end = side - begin;
        if (begin < 0 || end < 0) {
            return 0;
        }
        final double left = start(tile) == 0 ? overlap : begin;
        final double right = start(tile) == length - side ? overlap : end;
        final double t = Math.min(1, Math.min(left, right) / overlap);
        return t * t * (3 - 2 * t);
    }
}
