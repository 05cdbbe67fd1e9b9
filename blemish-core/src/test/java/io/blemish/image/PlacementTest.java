package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Preprocessing.Resize;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
    private static final int SEEDS = 400;

    @Test
    void withoutAnyChangeNothingMoves() {
        final Placement same = Preprocessing.squash(10).placement(new Size(10, 10));
        for (int i = 0; i < 10; i++) {
            assertThat(same.toPictureX(i)).isEqualTo(i);
            assertThat(same.toPictureY(i)).isEqualTo(i);
            assertThat(same.toInputX(i)).isEqualTo(i);
            assertThat(same.toInputY(i)).isEqualTo(i);
        }
        final Box box = new Box(2, 3, 4, 5);
        assertThat(same.toPicture(box)).isEqualTo(box);
        assertThat(same.toInput(box)).isEqualTo(box);
        assertThat(same.shown()).isEqualTo(new Box(0, 0, 10, 10));
    }

    /** 900x700 becomes 329x256, of which columns 52 to 275 and rows 16 to 239 are the input. */
    @Test
    void aCropIsShiftedBackAndScaled() {
        final Placement paper = Preprocessing.PAPER.placement(new Size(900, 700));
        assertThat(paper.toPictureX(0)).isEqualTo(143); // 52.5 · 900 / 329 = 143.6
        assertThat(paper.toPictureY(0)).isEqualTo(45); // 16.5 · 700 / 256 = 45.1
        assertThat(paper.toPicture(new Box(0, 0, 1, 1))).isEqualTo(new Box(142, 43, 3, 4));
        assertThat(paper.shown()).isEqualTo(new Box(142, 43, 614, 614));
        assertThat(paper.pictureAreaOfInputPixel()).isEqualTo(900.0 * 700 / (329 * 256));
    }

    /** The formula must agree with the pixels: a bright dot is found at the place that the formula gives. */
    @Test
    void aDotIsFoundAtThePlaceThatTheFormulaGives() {
        final Random random = new Random(3);
        for (int seed = 0; seed < SEEDS; seed++) {
            final Size picture = new Size(20 + random.nextInt(100), 20 + random.nextInt(100));
            final Preprocessing preprocessing = new Preprocessing(
                    random.nextBoolean() ? Resize.SQUASH : Resize.SHORTER_SIDE,
                    60 + random.nextInt(60),
                    random.nextBoolean() ? OptionalInt.of(40 + random.nextInt(100)) : OptionalInt.empty(),
                    Normalization.IMAGENET);
            final Placement placement = preprocessing.placement(picture);
            final int x = random.nextInt(picture.width());
            final int y = random.nextInt(picture.height());
            final byte[] rgb = new byte[picture.width() * picture.height() * 3];
            rgb[(y * picture.width() + x) * 3] = (byte) 255;
            if (!placement.shown().contains(new Box(x, y, 1, 1))) {
                continue;
            }
            final float[] input = preprocessing.apply(new RgbImage(picture.width(), picture.height(), rgb));
            final Box box = placement.toInput(new Box(x, y, 1, 1));
            final int brightest = brightest(input, placement.input().pixels());
            // An interpolated dot spreads by a pixel beyond its own area, but is brightest within.
            assertThat(box.contains(new Box(
                            brightest % placement.input().width(),
                            brightest / placement.input().width(),
                            1,
                            1)))
                    .as("dot at %d,%d of %s by %s in %s", x, y, picture, placement, box)
                    .isTrue();
        }
    }

    private static int brightest(final float[] input, final long pixels) {
        int brightest = 0;
        for (int i = 1; i < pixels; i++) {
            brightest = input[i] > input[brightest] ? i : brightest;
        }
        return brightest;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aBoxMappedThereAndBackStillCoversItself(final int seed) {
        final Random random = new Random(seed);
        for (int round = 0; round < SEEDS; round++) {
            final Placement placement = placement(random);
            final Box inPicture = box(random, placement.shown());
            assertThat(placement.toPicture(placement.toInput(inPicture)).contains(inPicture))
                    .as("%s by %s", inPicture, placement)
                    .isTrue();
            final Box inInput = placement.toInput(box(random, placement.shown()));
            assertThat(placement.toInput(placement.toPicture(inInput)).contains(inInput))
                    .as("%s by %s", inInput, placement)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPixelMappedThereAndBackIsAtMostAPixelOfTheCoarserAway(final int seed) {
        final Random random = new Random(seed);
        for (int round = 0; round < SEEDS; round++) {
            final Placement placement = placement(random);
            final Box shown = placement.shown();
            final int x = shown.x() + random.nextInt(shown.width());
            final int y = shown.y() + random.nextInt(shown.height());
            assertThat(Math.abs(placement.toPictureX(placement.toInputX(x)) - x))
                    .as("column %d by %s", x, placement)
                    .isLessThanOrEqualTo(1
                            + placement.picture().width() / placement.resized().width());
            assertThat(Math.abs(placement.toPictureY(placement.toInputY(y)) - y))
                    .as("row %d by %s", y, placement)
                    .isLessThanOrEqualTo(1
                            + placement.picture().height() / placement.resized().height());
        }
    }

    @Test
    void pixelsThatAreCutOffOrOnABorderAreMappedToTheNearestEdge() {
        final Placement bordered = new Preprocessing(Resize.SQUASH, 10, OptionalInt.of(20), Normalization.IMAGENET)
                .placement(new Size(30, 30));
        assertThat(bordered.toPictureX(0)).isZero();
        assertThat(bordered.toPictureX(19)).isEqualTo(29);
        assertThat(bordered.toPicture(new Box(0, 0, 2, 2))).isEqualTo(new Box(0, 0, 1, 1));
        assertThat(bordered.toPicture(new Box(18, 18, 2, 2))).isEqualTo(new Box(29, 29, 1, 1));
        final Placement cut = new Preprocessing(Resize.SQUASH, 30, OptionalInt.of(10), Normalization.IMAGENET)
                .placement(new Size(30, 30));
        assertThat(cut.toInputX(0)).isZero();
        assertThat(cut.toInput(new Box(25, 25, 5, 5))).isEqualTo(new Box(9, 9, 1, 1));
    }

    private static Placement placement(final Random random) {
        final Preprocessing preprocessing = new Preprocessing(
                random.nextBoolean() ? Resize.SQUASH : Resize.SHORTER_SIDE,
                1 + random.nextInt(300),
                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(300)) : OptionalInt.empty(),
                Normalization.IMAGENET);
        return preprocessing.placement(new Size(1 + random.nextInt(900), 1 + random.nextInt(900)));
    }

    private static Box box(final Random random, final Box within) {
        final int x = random.nextInt(within.width());
        final int y = random.nextInt(within.height());
        return new Box(
                within.x() + x,
                within.y() + y,
                1 + random.nextInt(within.width() - x),
                1 + random.nextInt(within.height() - y));
    }
}
