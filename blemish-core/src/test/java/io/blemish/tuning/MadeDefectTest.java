package io.blemish.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.InspectionMask;
import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MadeDefectTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final int SEEDS = 60;
    private static final Places ANYWHERE = Places.of(Preprocessing.squash(64));

    @ParameterizedTest
    @EnumSource
    void aDefectChangesASmallPartOfAPictureAndLeavesTheGoodOne(final MadeDefect kind) {
        final RgbImage good = noise();
        for (int seed = 0; seed < SEEDS; seed++) {
            final RgbImage defective = kind.on(good, ANYWHERE, new SplittableRandom(seed));
            assertThat(changed(good, defective)).isBetween(1, WIDTH * HEIGHT / 5);
            assertThat(defective.size()).isEqualTo(good.size());
        }
        assertThat(good).isEqualTo(noise());
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedDrawsTheSameDefectAndAnotherSeedAnother(final MadeDefect kind) {
        final RgbImage once = kind.on(noise(), ANYWHERE, new SplittableRandom(3));
        assertThat(kind.on(noise(), ANYWHERE, new SplittableRandom(3))).isEqualTo(once);
        assertThat(kind.on(noise(), ANYWHERE, new SplittableRandom(4))).isNotEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource
    void defectsAreDrawnWhereThePictureIsInspected(final MadeDefect kind) {
        // The left half is inspected: of two points a row the first is inside.
        final InspectionMask left = new InspectionMask(2, 1, List.of(0, 1, 1));
        final Places places = Places.of(new Preprocessing(
                Preprocessing.Resize.SQUASH,
                64,
                OptionalInt.empty(),
                Normalization.IMAGENET,
                Optional.of(left),
                Optional.empty()));
        final RgbImage good = noise();
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(changedLeft(good, kind.on(good, places, new SplittableRandom(seed))))
                    .isPositive();
        }
    }

    private static RgbImage noise() {
        final SplittableRandom random = new SplittableRandom(1);
        final byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (100 + random.nextInt(40));
        }
        return new RgbImage(WIDTH, HEIGHT, rgb);
    }

    private static int changed(final RgbImage one, final RgbImage other) {
        return changed(one, other, WIDTH);
    }

    private static int changedLeft(final RgbImage one, final RgbImage other) {
        return changed(one, other, WIDTH / 2);
    }

    private static int changed(final RgbImage one, final RgbImage other, final int columns) {
        int changed = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < columns; x++) {
                final int at = 3 * (y * WIDTH + x);
                changed += one.rgb()[at] != other.rgb()[at]
                                || one.rgb()[at + 1] != other.rgb()[at + 1]
                                || one.rgb()[at + 2] != other.rgb()[at + 2]
                        ? 1
                        : 0;
            }
        }
        return changed;
    }
}
