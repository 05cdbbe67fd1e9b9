package io.blemish.image;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.artifact.Ranges;

/**
 * That a picture goes through the networks in square tiles that overlap, so that small defects of large pictures are seen. The
 * tiles of the last column and row are moved inwards, so that none leaves the picture.
 *
 * @param tile the side of a tile in pixels of the picture, from {@link #MIN_TILE} to {@link Preprocessing#MAX_SIDE}
 * @param overlap by how many pixels of the picture neighbouring tiles overlap at least: from 1 to half of a tile
 */
public record Tiling(int tile, int overlap) {
    /** The smallest side of a tile: a network of five halvings, as all of the catalogue are, makes one value of it. */
    public static final int MIN_TILE = 32;

    /** The default overlap is this share of a tile: 64 of 320 pixels, eight patches, over which the maps of two tiles blend. */
    private static final int OVERLAP_SHARE = 5;

    /**
     * Checks the ranges.
     *
     * @param tile the side of a tile in pixels of the picture
     * @param overlap by how many pixels of the picture neighbouring tiles overlap at least
     */
    public Tiling {
        Ranges.within(tile, "tile", MIN_TILE, Preprocessing.MAX_SIDE);
        Ranges.within(overlap, "overlap", 1, tile / 2);
    }

    /**
     * {@return tiles that overlap by a fifth}
     *
     * @param tile the side of a tile in pixels of the picture
     */
    public static Tiling of(final int tile) {
        return new Tiling(tile, Math.max(1, tile / OVERLAP_SHARE));
    }

    /**
     * {@return the tiles of a picture}
     *
     * @param picture the picture's size
     * @param input the side to which a tile is resized
     * @param maxPixels how many pixels the picture may have at that scale
     * @throws PictureException if it is smaller than a tile, or has more pixels
     */
    TileGrid grid(final Size picture, final int input, final long maxPixels) {
        if (picture.width() < tile || picture.height() < tile) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNSUITABLE,
                    "A picture of " + picture + " pixels is smaller than a tile of " + tile
                            + ". Choose a smaller tile, or fit to whole pictures.");
        }
        final double scale = (double) input / tile;
        if (picture.pixels() * scale * scale > maxPixels) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNSUITABLE,
                    "A picture of " + picture + " pixels has more than " + maxPixels
                            + " pixels as the network sees it. Cut it, or choose larger tiles.");
        }
        final Size resized = new Size(scaled(picture.width(), input), scaled(picture.height(), input));
        final int shared = Math.max(1, Math.min(scaled(overlap, input), input / 2));
        return new TileGrid(
                new Placement(picture, resized, resized, 0, 0),
                new TileAxis(resized.width(), input, shared),
                new TileAxis(resized.height(), input, shared));
    }

    /** How many pixels so many of the picture become. */
    private int scaled(final int pixels, final int input) {
        return Math.toIntExact(Math.round((double) pixels * input / tile));
    }
}
