package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.PictureException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where tiles lie, for many pictures, tiles and overlaps. */
class TileAxisTest {
    private static final int SEEDS = 500;

    private static TileAxis draw(final int seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int side = random.nextInt(Tiling.MIN_TILE, 400);
        return new TileAxis(random.nextInt(side, 3000), side, random.nextInt(1, side / 2 + 1));
    }

    @Test
    void tilesCoverEveryPixelWithinThePictureAndOverlapAsAsked() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final TileAxis axis = draw(seed);
            assertThat(axis.start(0)).isZero();
            assertThat(axis.start(axis.count() - 1) + axis.side())
                    .as("%s", axis)
                    .isEqualTo(axis.length());
            for (int tile = 1; tile < axis.count(); tile++) {
                final int shared = axis.start(tile - 1) + axis.side() - axis.start(tile);
                assertThat(shared).as("%s", axis).isBetween(axis.overlap(), axis.side() - 1);
            }
        }
    }

    @Test
    void weightsAddUpToOneAndChangeSlowlyAlongTheSide() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final TileAxis axis = draw(seed);
            final int place = new SplittableRandom(seed).nextInt(axis.length());
            double sum = 0;
            for (int tile = 0; tile < axis.count(); tile++) {
                final double weight = axis.weight(tile, place + 0.5);
                assertThat(weight).isBetween(0.0, 1.0);
                // The ramp's steepest slope, over the places where three tiles may share.
                assertThat(Math.abs(axis.weight(tile, place + 0.75) - weight))
                        .as("%s at %d", axis, place)
                        .isLessThanOrEqualTo(0.25 * 4.5 / axis.overlap() + 1e-9);
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void tilesOfAResizedPictureHaveTheSizeOfTheInput() {
        final Preprocessing half = Preprocessing.squash(160).withTiling(Optional.of(new Tiling(320, 64)));
        final TileGrid tiles = half.tiles(new Size(2000, 1501));
        assertThat(tiles.whole().resized()).isEqualTo(new Size(1000, 751));
        assertThat(tiles.count()).isEqualTo(8 * 6);
        assertThat(tiles.placement(47).input()).isEqualTo(half.outputSize(new Size(2000, 1501)));
        assertThat(tiles.placement(47).shown()).isEqualTo(new Box(1680, 1181, 320, 320));
    }

    @Test
    void aPictureSmallerThanATileIsRefused() {
        final Preprocessing tiled = Preprocessing.squash(64).withTiling(Optional.of(Tiling.of(64)));
        assertThatThrownBy(() -> tiled.placement(new Size(200, 63)))
                .isInstanceOf(PictureException.class)
                .hasMessage(
                        "A picture of 200x63 pixels is smaller than a tile of 64. Choose a smaller tile, or fit to whole"
                                + " pictures.");
        assertThatThrownBy(() -> new Tiling(64, 33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("overlap must be from 1 to 32, not 33");
    }
}
