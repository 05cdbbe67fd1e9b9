package io.blemish.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.image.Box;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turned copies of a picture show the same part at angles that are spread over a full turn. */
class TurnsTest {
    private static final int SIDE = 31;
    private static final int CHANNELS = 3;

    @Test
    void theFirstCopyIsThePictureItself() {
        final RgbImage picture = noise(3);
        assertThat(Turns.turned(picture, new Turns(8).pose(0))).isSameAs(picture);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aQuarterTurnMovesEveryPixelExactly(final long seed) {
        final RgbImage picture = noise(seed);
        final RgbImage turned = Turns.turned(picture, new Turns(4).pose(1));
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    assertThat(turned.rgb()[(y * SIDE + x) * CHANNELS + c])
                            .isEqualTo(picture.rgb()[(x * SIDE + SIDE - 1 - y) * CHANNELS + c]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 36})
    void stepsAreEven(final int count) {
        final Turns turns = new Turns(count);
        assertThat(turns.poses()).hasSize(count);
        for (int copy = 0; copy < count; copy++) {
            final double further =
                    turns.pose((copy + 1) % count).degrees() - turns.pose(copy).degrees();
            assertThat((further + 720) % 360).isCloseTo(360.0 / count, within(1e-9));
        }
    }

    /** The copy's corner shows what lies outside of the crop of the picture as it is. */
    @Test
    void aBoxMayLeaveTheCropButNotThePicture() {
        final Placement crop = new Placement(new Size(100, 100), new Size(100, 100), new Size(60, 60), 20, 20);
        final Box corner = new Box(0, 0, 10, 10);
        final Box eighth = new AlignedInput(new Turns(8).pose(1), crop).toPicture(corner);
        final double fromMiddle = Math.hypot(eighth.x() + 5 - 30, eighth.y() + 5 - 30);
        assertThat(fromMiddle).isCloseTo(Math.hypot(25, 25), within(1.0));
        final Box inPicture = crop.toPicture(eighth);
        assertThat(inPicture.width()).isEqualTo(10);
        assertThat(inPicture.height()).isEqualTo(10);
        final Placement whole = new Placement(new Size(60, 60), new Size(60, 60), new Size(60, 60), 0, 0);
        final Box inside = new AlignedInput(new Turns(8).pose(1), whole).toPicture(corner);
        assertThat(new Box(0, 0, 60, 60).contains(inside)).isTrue();
    }

    @Test
    void aBoxOfACopyLiesWhereThePictureShowsTheSame() {
        final SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 1000; i++) {
            final Size size = new Size(100 + random.nextInt(200), 100 + random.nextInt(200));
            final Turns turns = new Turns(2 + random.nextInt(20));
            final AlignedInput input = new AlignedInput(
                    turns.pose(random.nextInt(turns.count())),
                    Preprocessing.squash(224).placement(size));
            final Box copy = new Box(random.nextInt(208), random.nextInt(208), 16, 16);
            final Box own = input.toPicture(copy);
            assertThat(own.x()).isBetween(0, 208);
            assertThat(own.y()).isBetween(0, 208);
            if (own.x() > 0 && own.x() < 208 && own.y() > 0 && own.y() < 208) {
                final double[] back = input.toAligned(own.x() + 8, own.y() + 8);
                assertThat(back[0]).isCloseTo(copy.x() + 8, within(4.0));
                assertThat(back[1]).isCloseTo(copy.y() + 8, within(4.0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 37})
    void otherCountsAreRefused(final int count) {
        assertThatThrownBy(() -> new Turns(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("turns");
    }

    private static RgbImage noise(final long seed) {
        final byte[] rgb = new byte[SIDE * SIDE * CHANNELS];
        new Random(seed).nextBytes(rgb);
        return new RgbImage(SIDE, SIDE, rgb);
    }
}
