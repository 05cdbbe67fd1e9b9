package io.blemish.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The pose of a part that is turned by any angle is found, and that of another part is not. */
class TemplateTest {
    private static final Path OPENCV = Path.of("src/test/resources/io/blemish/alignment");
    private static final int SEEDS = 6;

    /** Points of the part lie about so far from the middle, in longer sides. */
    private static final double REACH = 0.3;

    @Test
    void aMovedPartIsFoundWithinHalfAPixelWhateverTheLightAndTheNoise() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(100 + seed);
            final int width = random.nextInt(140, 220);
            final int height = random.nextInt(140, 220);
            final double longer = Math.max(width, height);
            final MovedParts part = new MovedParts(seed);
            final Template template = Template.of(part.picture(width, height, Pose.IDENTITY, 1, 0, 0, 0));
            final Pose pose = new Pose(
                    random.nextDouble(-180, 180),
                    random.nextDouble(0.82, 1.22),
                    random.nextDouble(-0.2, 0.2) * width / longer,
                    random.nextDouble(-0.2, 0.2) * height / longer);
            final RgbImage picture =
                    part.picture(width, height, pose, random.nextDouble(0.6, 1.2), random.nextDouble(-20, 20), 6, seed);
            final FoundPose found = template.find(picture);
            assertThat(distance(found.pose(), pose, longer))
                    .as("pixels, seed %d", seed)
                    .isLessThan(0.5);
            assertThat(turn(found.pose(), pose)).as("degrees, seed %d", seed).isLessThan(0.3);
            assertThat(found.correlation()).as("correlation, seed %d", seed).isGreaterThan(0.9);
        }
    }

    @Test
    void anotherPartDoesNotFit() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final Template template = Template.of(new MovedParts(seed).picture(150, Pose.IDENTITY));
            final RgbImage other = new MovedParts(seed + 1000L).picture(150, new Pose(20, 1, 0.1, 0));
            assertThat(template.find(other).correlation()).as("seed %d", seed).isLessThan(0.5);
        }
    }

    @Test
    void aPictureOfNothingDoesNotFit() {
        final byte[] grey = new byte[3 * 120 * 120];
        Arrays.fill(grey, (byte) 128);
        final RgbImage nothing = new RgbImage(120, 120, grey);
        final RgbImage part = new MovedParts(1).picture(120, Pose.IDENTITY);
        assertThat(Template.of(part).find(nothing).correlation()).isZero();
        assertThat(Template.of(nothing).find(part).correlation()).isZero();
    }

    @Test
    void theSamePictureHasTheSamePoseOnEveryThread() {
        final MovedParts part = new MovedParts(3);
        final Template template = Template.of(part.picture(160, Pose.IDENTITY));
        final RgbImage picture = part.picture(160, new Pose(-70, 0.95, 0.05, -0.1));
        final FoundPose alone = template.find(picture);
        final FoundPose[] together = new FoundPose[8];
        try (Workers workers = new Workers(4)) {
            workers.forEach(together.length, i -> together[i] = template.find(picture));
        }
        assertThat(together).containsOnly(alone);
        assertThat(Template.kept(template.grey(), template.size()).find(picture))
                .isEqualTo(alone);
    }

    /** The tolerance is that of half a pixel of the working picture, which is as large as these pictures or larger. */
    @Test
    void posesAreThoseOfOpenCv() throws IOException {
        final Pose[] expected = Json.read(Files.readAllBytes(OPENCV.resolve("poses.json")), Pose[].class, "poses.json");
        final Template template =
                Template.of(Picture.of(OPENCV.resolve("template.png")).decode());
        for (int i = 0; i < expected.length; i++) {
            final RgbImage picture =
                    Picture.of(OPENCV.resolve("moved-" + i + ".png")).decode();
            final Pose found = template.find(picture).pose();
            assertThat(distance(found, expected[i], picture.width()))
                    .as("pixels, %d", i)
                    .isLessThan(0.25);
            assertThat(turn(found, expected[i])).as("degrees, %d", i).isLessThan(0.15);
        }
    }

    @Test
    void aNarrowPictureIsNoTemplate() {
        assertThatThrownBy(() -> Template.of(new RgbImage(500, 100, new byte[150_000])))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("500x100 pixels is too narrow");
        assertThatThrownBy(() -> Template.kept(new byte[Template.SIDE * Template.SIDE], new Size(500, 100)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Template.kept(new byte[7], new Size(100, 100)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The farthest that a point of the part lies from where it should, in pixels. */
    private static double distance(final Pose found, final Pose expected, final double longer) {
        final Similarity one = found.toPicture(longer);
        final Similarity other = expected.toPicture(longer);
        double farthest = 0;
        for (int k = 0; k < 8; k++) {
            final double u = REACH * longer * Math.cos(k * Math.PI / 4);
            final double v = REACH * longer * Math.sin(k * Math.PI / 4);
            farthest = Math.max(
                    farthest, Math.hypot(one.mapX(u, v) - other.mapX(u, v), one.mapY(u, v) - other.mapY(u, v)));
        }
        return farthest;
    }

    private static double turn(final Pose one, final Pose other) {
        final double degrees = Math.abs(one.degrees() - other.degrees());
        return Math.min(degrees, 360 - degrees);
    }
}
