package io.blemish.detector;

import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.image.TileAxis;
import io.blemish.image.TileGrid;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Joins the distances that a detector gives to the tiles of a picture to one grid over the whole picture. Where tiles overlap,
 * they pass into each other by {@link TileAxis#weight}.
 *
 * <p>The score of the picture is that of its worst tile. A share of all patches would not do: of a picture of 100 tiles, 1% is
 * as much as one tile has, and a small defect would drown in it. So a defect counts as much as in a picture of one tile,
 * however large the rest of the part is.
 */
public final class JoinedTiles {
    private final Axis rows;
    private final Axis columns;
    private final float[] distances;
    private final int[] nearest;

    /** How much the tile counted most that named the nearest entry so far. */
    private final float[] counted;

    private JoinedTiles(final Axis rows, final Axis columns, final boolean named) {
        this.rows = rows;
        this.columns = columns;
        this.distances = new float[Math.multiplyExact(rows.cells, columns.cells)];
        this.nearest = new int[named ? distances.length : 0];
        this.counted = new float[nearest.length];
    }

    /**
     * {@return the scores of a picture, whether it goes through the networks in tiles or as a whole}
     *
     * @param scores of the inputs that it gives the networks, in their order
     * @param preprocessing from the picture to these inputs
     * @param size of the picture
     */
    public static PatchScores of(final List<PatchScores> scores, final Preprocessing preprocessing, final Size size) {
        return preprocessing.tiling().isPresent() ? of(scores, preprocessing.tiles(size)) : scores.get(0);
    }

    /**
     * {@return the scores of a picture}
     *
     * @param scores of its tiles, in their order, all on one grid
     * @param tiles of the picture
     * @throws IllegalArgumentException if there is another number of scores than of tiles
     */
    public static PatchScores of(final List<PatchScores> scores, final TileGrid tiles) {
        if (scores.size() != tiles.count()) {
            throw new IllegalArgumentException(tiles.count() + " tiles do not have " + scores.size() + " scores");
        }
        final PatchScores first = scores.get(0);
        final JoinedTiles joined = new JoinedTiles(
                new Axis(tiles.rows(), first.height()),
                new Axis(tiles.columns(), first.width()),
                first.nearest().length > 0);
        float worst = Float.NEGATIVE_INFINITY;
        for (int tile = 0; tile < scores.size(); tile++) {
            final int across = tiles.columns().count();
            joined.add(scores.get(tile), tile / across, tile % across);
            // Not a number stays so, and is refused later.
            worst = Math.max(worst, scores.get(tile).score());
        }
        return new PatchScores(worst, joined.rows.cells, joined.columns.cells, joined.distances, joined.nearest);
    }

    private void add(final PatchScores tile, final int row, final int column) {
        final Cover down = rows.covers.get(row);
        final Cover across = columns.covers.get(column);
        for (int y = down.first; y < down.end; y++) {
            for (int x = across.first; x < across.end; x++) {
                final float weight = (float) (down.weight(y) * across.weight(x));
                final int cell = y * columns.cells + x;
                distances[cell] += weight * between(tile, down.position(y), across.position(x));
                if (nearest.length > 0 && weight > counted[cell]) {
                    counted[cell] = weight;
                    nearest[cell] = tile.nearest()[
                            (int) Math.round(down.position(y)) * tile.width() + (int) Math.round(across.position(x))];
                }
            }
        }
    }

    /** Bilinear; exact where a position is a whole number, as in all tiles but those that were moved inwards. */
    private static float between(final PatchScores tile, final double row, final double column) {
        final int top = (int) row;
        final int left = (int) column;
        final float down = (float) (row - top);
        final float right = (float) (column - left);
        return along(tile, top, left, right) * (1 - down) + (down == 0 ? 0 : along(tile, top + 1, left, right) * down);
    }

    private static float along(final PatchScores tile, final int row, final int left, final float right) {
        final int at = row * tile.width() + left;
        return tile.distances()[at] * (1 - right) + (right == 0 ? 0 : tile.distances()[at + 1] * right);
    }

    /** One side of the picture's grid, whose cells are about as large as those of a tile. */
    private static final class Axis {
        private final TileAxis tiles;
        private final int patches;
        private final int cells;
        private final List<Cover> covers;

        Axis(final TileAxis tiles, final int patches) {
            this.tiles = tiles;
            this.patches = patches;
            this.cells = Math.toIntExact(Math.round((double) tiles.length() * patches / tiles.side()));
            this.covers =
                    IntStream.range(0, tiles.count()).mapToObj(this::cover).toList();
        }

        /** The middle of a cell, in pixels. */
        private double middle(final int cell) {
            return (cell + 0.5) * tiles.length() / cells;
        }

        /** The cells whose middles a tile covers. */
        private Cover cover(final int tile) {
            final int start = tiles.start(tile);
            int first = 0;
            while (middle(first) < start) {
                first++;
            }
            int end = first;
            while (end < cells && middle(end) <= start + tiles.side()) {
                end++;
            }
            final double[] weights = new double[end - first];
            final double[] positions = new double[end - first];
            for (int i = 0; i < weights.length; i++) {
                final double place = middle(first + i);
                weights[i] = tiles.weight(tile, place);
                positions[i] = Math.max(0, Math.min(patches - 1, (place - start) * patches / tiles.side() - 0.5));
            }
            return new Cover(first, end, weights, positions);
        }
    }

    /** What a tile covers of one side of the picture's grid: a share of each cell, which lies at a position of its patches. */
    private static final class Cover {
        private final int first;
        private final int end;
        private final double[] weights;
        private final double[] positions;

        Cover(final int first, final int end, final double[] weights, final double[] positions) {
            this.first = first;
            this.end = end;
            this.weights = weights;
            this.positions = positions;
        }

        double weight(final int cell) {
            return weights[cell - first];
        }

        double position(final int cell) {
            return positions[cell - first];
        }
    }
}
