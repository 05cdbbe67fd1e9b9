package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies outside a mask is painted over, wherever the picture's pixels come to lie in the input. */
class InspectionMaskTest {
    private static final int WHITE = 0xFFFFFF;

    @TempDir
    Path folder;

    @Test
    void aMaskIsReadFromAPicture() throws IOException {
        final InspectionMask mask = InspectionMask.read(drawn(8, 4, 2, 1, 4, 2)).orElseThrow();
        assertThat(mask.runs()).containsExactly(10, 4, 4, 4, 10);
        assertThat(mask.share()).isEqualTo(0.25);
        assertThat(Json.read(Json.document(mask), InspectionMask.class, "mask")).isEqualTo(mask);
    }

    @Test
    void aMaskOfEverythingIsNoneAndOneOfNothingIsRefused() throws IOException {
        assertThat(InspectionMask.read(drawn(8, 4, 0, 0, 8, 4))).isEmpty();
        final Path black = drawn(8, 4, 0, 0, 0, 0);
        assertThatThrownBy(() -> InspectionMask.read(black))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(black.toString())
                .hasMessageContaining("black everywhere");
    }

    @Test
    void aLargeMaskIsKeptOnASmallerGrid() throws IOException {
        final InspectionMask mask =
                InspectionMask.read(drawn(2048, 1024, 512, 256, 1024, 512)).orElseThrow();
        assertThat(mask.width()).isEqualTo(512);
        assertThat(mask.height()).isEqualTo(256);
        assertThat(mask.share()).isEqualTo(0.25);
    }

    @Test
    void runsThatDoNotFillTheGridAreRefused() {
        assertThatThrownBy(() -> new InspectionMask(4, 4, List.of(3, 4))).hasMessageContaining("number of points");
        assertThatThrownBy(() -> new InspectionMask(4, 4, List.of(-1, 17))).hasMessageContaining("run");
        assertThatThrownBy(() -> new InspectionMask(9999, 4, List.of(1))).hasMessageContaining("width");
    }

    @Test
    void picturesMustHaveTheProportionsOfTheMask() throws IOException {
        final InspectionMask mask =
                InspectionMask.read(drawn(400, 200, 0, 0, 9, 9)).orElseThrow();
        mask.requireProportions(new Size(800, 400));
        mask.requireProportions(new Size(801, 400));
        assertThatThrownBy(() -> mask.requireProportions(new Size(400, 400)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("Draw the mask on one of the pictures");
    }

    @Test
    void nothingOutsideReachesTheInputAndNothingInsideIsChanged() throws IOException {
        final SplittableRandom random = new SplittableRandom(3);
        final InspectionMask mask =
                InspectionMask.read(drawn(60, 40, 15, 10, 30, 20)).orElseThrow();
        for (final Preprocessing plain : List.of(
                Preprocessing.squash(30),
                new Preprocessing(Preprocessing.Resize.SHORTER_SIDE, 40, OptionalInt.empty(), Normalization.IMAGENET),
                new Preprocessing(Preprocessing.Resize.SHORTER_SIDE, 40, OptionalInt.of(30), Normalization.IMAGENET))) {
            final RgbImage picture = noise(random, 60, 40);
            final float[] all = plain.apply(picture);
            final float[] masked = plain.withMask(Optional.of(mask)).apply(picture);
            final Placement placement = plain.placement(picture.size());
            final int pixels = (int) placement.input().pixels();
            for (int i = 0; i < all.length; i++) {
                final int x =
                        placement.toPictureX(i % pixels % placement.input().width());
                final int y =
                        placement.toPictureY(i % pixels / placement.input().width());
                final boolean inside = x >= 15 && x < 45 && y >= 10 && y < 30;
                assertThat(masked[i]).isEqualTo(inside ? all[i] : 0);
            }
        }
    }

    private static RgbImage noise(final SplittableRandom random, final int width, final int height) {
        final byte[] rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }

    /** A black picture with a white box. */
    private Path drawn(
            final int width, final int height, final int left, final int top, final int boxWidth, final int boxHeight)
            throws IOException {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = top; y < top + boxHeight; y++) {
            for (int x = left; x < left + boxWidth; x++) {
                image.setRGB(x, y, WHITE);
            }
        }
        final Path file = folder.resolve("mask.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
