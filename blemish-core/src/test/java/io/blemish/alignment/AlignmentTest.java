package io.blemish.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pictures are brought to the template's pose, maps are taken back, and what does not fit is refused. */
class AlignmentTest {
    private static final int SIDE = 160;

    @Test
    void aPictureIsBroughtToThePoseOfTheTemplate() {
        for (int seed = 0; seed < 5; seed++) {
            final MovedParts part = new MovedParts(seed);
            final RgbImage first = part.picture(SIDE, Pose.IDENTITY);
            final RgbImage moved = part.picture(SIDE, pose(seed));
            final RgbImage aligned =
                    alignment(first, 0.5).align("moved.png", moved).image();
            assertThat(difference(first, aligned)).isLessThan(0.15 * difference(first, moved));
        }
    }

    @Test
    void anotherPartIsRefusedInASentenceWithItsName() {
        final Alignment alignment = alignment(new MovedParts(1).picture(SIDE, Pose.IDENTITY), 0.6);
        assertThatThrownBy(() -> alignment.align("other.png", new MovedParts(2).picture(SIDE, Pose.IDENTITY)))
                .isInstanceOfSatisfying(
                        PictureException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PICTURE_NOT_ALIGNED))
                .hasMessageMatching("(?s)Picture other.png does not show the part in a pose that this model knows: its"
                        + " correlation with the template is -?0\\.\\d\\d where at least 0.60 is needed.*");
        assertThatThrownBy(() -> alignment.align("long.png", new RgbImage(200, 100, new byte[60_000])))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("long.png has 200x100 pixels")
                .hasMessageContaining("160x160");
    }

    @Test
    void aMapIsTakenBackToThePictureAsItIs() {
        final Size size = new Size(300, 200);
        final Placement placement = new Placement(size, new Size(96, 96), new Size(96, 96), 0, 0);
        for (int seed = 0; seed < 20; seed++) {
            final Pose pose = pose(seed);
            final AlignedInput input = new AlignedInput(pose, placement);
            final float[] map = new float[96 * 96];
            // Rather wide, so that its top is found between pixels, too.
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) Math.exp(-(Math.pow(i % 96 - 60, 2) + Math.pow(i / 96 - 40, 2)) / 50);
            }
            final float[] own = input.toPicture(map);
            int top = 0;
            for (int i = 0; i < own.length; i++) {
                top = own[i] > own[top] ? i : top;
            }
            final Similarity way = pose.toPicture(size);
            final double u = 60.5 * 300 / 96 - 150;
            final double v = 40.5 * 200 / 96 - 100;
            assertThat((double) placement.toPictureX(top % 96) + 0.5)
                    .isBetween(way.mapX(u, v) + 146, way.mapX(u, v) + 154);
            assertThat((double) placement.toPictureY(top / 96) + 0.5)
                    .isBetween(way.mapY(u, v) + 96, way.mapY(u, v) + 104);
            final double[] aligned = input.toAligned(top % 96, top / 96);
            assertThat(aligned[0]).isBetween(59.0, 62.0);
            assertThat(aligned[1]).isBetween(39.0, 42.0);
        }
    }

    @Test
    void patchesFromOutsideThePictureAreKnownAndTakeTheNearestOnes() {
        // By a quarter to the right: the template's right quarter shows what the picture does not.
        final Placement placement = Preprocessing.squash(64).placement(new Size(100, 100));
        final AlignedInput input = new AlignedInput(new Pose(0, 1, 0.25, 0), placement);
        final boolean[] outside = input.outside(8, 8);
        final int[] sources = input.sources(8, 8);
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                final int cell = row * 8 + column;
                assertThat(outside[cell]).as("column %d", column).isEqualTo(column >= 6);
                assertThat(sources[cell] % 8).isBetween(Math.min(column, 5), Math.min(column, 6));
                assertThat(sources[cell] / 8).isEqualTo(row);
            }
        }
        assertThat(new AlignedInput(Pose.IDENTITY, placement).outside(28, 28)).doesNotContain(true);
    }

    @Test
    void theLimitComesFromTheGoodPicturesAndLeavesAFewOddOnesOut() {
        final MovedParts part = new MovedParts(4);
        final List<Picture> good = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            good.add(Picture.of("good" + i, part.picture(SIDE, SIDE, pose(i), 1, 0, 4, i)));
        }
        good.add(Picture.of(Path.of("no such picture.png")));
        final RgbImage other = new MovedParts(5).picture(SIDE, Pose.IDENTITY);
        final List<Picture> withOdd = new ArrayList<>(good);
        withOdd.add(Picture.of("odd", other));
        final Alignment alignment = learned(withOdd);
        assertThat(alignment.description().template()).isEqualTo("good0");
        assertThat(alignment.description().limit()).isBetween(0.4, 0.9);
        good.subList(0, 12).forEach(picture -> alignment.align(picture.name(), picture.decode()));
        assertThatThrownBy(() -> alignment.align("odd", other)).isInstanceOf(PictureException.class);

        final Optional<Picture> strange = Optional.of(Picture.of("strange", other));
        assertThatThrownBy(() -> learned(good, strange))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("do not fit template strange")
                .hasMessageContaining("such as good");
    }

    private static Alignment learned(final List<Picture> good) {
        return learned(good, Optional.empty());
    }

    private static Alignment learned(final List<Picture> good, final Optional<Picture> template) {
        try (Workers workers = new Workers(2)) {
            return new AlignmentTrainer(template, workers).learn(good, Progress.SILENT);
        }
    }

    private static Alignment alignment(final RgbImage template, final double limit) {
        return new Alignment(
                Template.of(template),
                new AlignmentDescription("first", template.size(), limit, PoseRange.of(List.of(Pose.IDENTITY))));
    }

    private static Pose pose(final int seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return new Pose(
                random.nextDouble(-180, 180),
                random.nextDouble(0.9, 1.1),
                random.nextDouble(-0.12, 0.12),
                random.nextDouble(-0.12, 0.12));
    }

    private static double difference(final RgbImage one, final RgbImage other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF));
        }
        return sum / one.rgb().length;
    }
}
