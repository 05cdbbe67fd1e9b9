package io.blemish.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.image.TileGrid;
import io.blemish.image.Tiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Joined maps have no seams, for many sizes of pictures. */
class JoinedTilesTest {
    private static final int SEEDS = 60;
    private static final int STRIDE = 8;

    private static TileGrid draw(final SplittableRandom random) {
        final int tile = STRIDE * random.nextInt(4, 20);
        final Tiling tiling = new Tiling(tile, random.nextInt(STRIDE, tile / 2 + 1));
        return Preprocessing.squash(tile)
                .withTiling(Optional.of(tiling))
                .tiles(new Size(random.nextInt(tile, 900), random.nextInt(tile, 900)));
    }

    /** What a detector would give that measures a value at the middle of each patch, and adds one to each tile. */
    private static PatchScores joined(
            final TileGrid tiles, final DoubleBinaryOperator value, final IntToDoubleFunction ofTile) {
        final List<PatchScores> scores = new ArrayList<>();
        for (int tile = 0; tile < tiles.count(); tile++) {
            final Placement placement = tiles.placement(tile);
            final int patches = placement.input().width() / STRIDE;
            final float[] distances = new float[patches * patches];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = (float) (ofTile.applyAsDouble(tile)
                        + value.applyAsDouble(
                                placement.cutLeft() + (i % patches + 0.5) * STRIDE,
                                placement.cutTop() + (Math.floorDiv(i, patches) + 0.5) * STRIDE));
            }
            final int[] nearest = new int[distances.length];
            java.util.Arrays.fill(nearest, tile);
            scores.add(new PatchScores(tile, patches, patches, distances, nearest));
        }
        return JoinedTiles.of(scores, tiles);
    }

    @Test
    void aSlopeThatAllTilesSeeIsTheSameSlopeInThePicture() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final TileGrid tiles = draw(new SplittableRandom(seed));
            final PatchScores picture = joined(tiles, (x, y) -> 0.01 * x + 0.02 * y, tile -> 0);
            final double cellWidth = (double) tiles.columns().length() / picture.width();
            final double cellHeight = (double) tiles.rows().length() / picture.height();
            for (int i = 0; i < picture.distances().length; i++) {
                final double x = (i % picture.width() + 0.5) * cellWidth;
                final double y = (Math.floorDiv(i, picture.width()) + 0.5) * cellHeight;
                // At an edge the nearest patch counts, up to half a stride away.
                assertThat(picture.distances()[i])
                        .as("seed %d, %s", seed, tiles)
                        .isCloseTo((float) (0.01 * x + 0.02 * y), within(0.03f * STRIDE / 2));
            }
        }
    }

    @Test
    void tilesThatDisagreePassIntoEachOther() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int side = STRIDE * random.nextInt(24, 41);
            final TileGrid tiles = Preprocessing.squash(side)
                    .withTiling(Optional.of(new Tiling(side, side / 2)))
                    .tiles(new Size(random.nextInt(side, 900), random.nextInt(side, 900)));
            final double[] levels = random.doubles(tiles.count()).toArray();
            final PatchScores picture = joined(tiles, (x, y) -> 1, tile -> levels[tile]);
            // Without blending a step would be up to 1; here it is the ramp's slope over a patch, at most 0.45.
            final float most = 4.5f * 1.2f * STRIDE / tiles.columns().overlap();
            for (int at = 0; at < picture.distances().length; at++) {
                final float here = picture.distances()[at];
                final float left = at % picture.width() == 0 ? here : picture.distances()[at - 1];
                final float above = at < picture.width() ? here : picture.distances()[at - picture.width()];
                assertThat(Math.max(Math.abs(here - left), Math.abs(here - above)))
                        .as("seed %d, %s", seed, tiles)
                        .isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void thePictureHasTheScoreOfItsWorstTileAndTheNearestEntriesOfTheOnesThatCountMost() {
        final TileGrid tiles = Preprocessing.squash(64)
                .withTiling(Optional.of(new Tiling(64, 16)))
                .tiles(new Size(112, 64));
        final PatchScores picture = joined(tiles, (x, y) -> 1, tile -> 0);
        assertThat(picture.width()).isEqualTo(14);
        assertThat(picture.score()).isEqualTo(1);
        assertThat(picture.nearest()[0]).isZero();
        assertThat(picture.nearest()[13]).isEqualTo(1);
        assertThat(picture.distances()).containsOnly(1f);
    }
}
