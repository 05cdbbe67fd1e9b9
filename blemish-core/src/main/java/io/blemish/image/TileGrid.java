package io.blemish.image;

/**
 * The tiles of one picture, row by row from the top. Tiles lie in the resized picture, of which each is an input of the networks.
 *
 * @param whole the place of the picture in the resized picture
 * @param columns of tiles, from the left
 * @param rows of tiles, from the top
 */
public record TileGrid(Placement whole, TileAxis columns, TileAxis rows) {
    /** {@return the number of tiles} */
    public int count() {
        return columns.count() * rows.count();
    }

    /**
     * {@return the place of the picture's pixels in a tile}
     *
     * @param tile its number, from 0
     */
    public Placement placement(final int tile) {
        return new Placement(
                whole.picture(),
                whole.resized(),
                new Size(columns.side(), rows.side()),
                columns.start(tile % columns.count()),
                rows.start(tile / columns.count()));
    }
}
