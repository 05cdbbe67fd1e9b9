package io.blemish.model;

import io.blemish.alignment.Template;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.PatchScores;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Resampler;
import io.blemish.image.RgbImage;
import io.blemish.prediction.MapRenderer;
import java.util.SplittableRandom;

/**
 * The score that a model gave a made-up picture when it was fitted, so that another machine can see whether it gives the same.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param score that it had then
 */
public record ModelCheck(int width, int height, float score) {
    /** The share of the score by which processors, runtimes and devices differ, because they sum in another order. */
    public static final double TOLERANCE = 1e-3;

    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;

    /** The noise that is added to a pixel's level. */
    private static final int NOISE = 32;

    /** The side of the squares of a level. */
    private static final int SQUARE = 24;

    /**
     * Checks the values.
     *
     * @param width width of the picture in pixels
     * @param height height of the picture in pixels
     * @param score the score that it had then
     */
    public ModelCheck {
        Ranges.within((long) width * height, "the size of the check's picture", 1, 1L << 26);
        Ranges.within(width, "width", 1, 1 << 26);
        Ranges.within(score, "score", 0, Float.MAX_VALUE);
    }

    /**
     * The score of the made-up picture.
     *
     * @param scored its patches
     * @param detector that scored them
     * @param placement of the picture in the network's input
     * @param renderer of the model's maps
     */
    static ModelCheck of(
            final PatchScores scored,
            final DetectorDescription detector,
            final Placement placement,
            final MapRenderer renderer) {
        final float peak = renderer.render(scored, placement).peak();
        return new ModelCheck(
                placement.picture().width(), placement.picture().height(), detector.pictureScore(scored, peak));
    }

    /**
     * {@return the made-up picture: squares of many colours with noise, the same on every machine} A model that brings pictures to a
     * pose has another one, see {@link Model#checkPicture}.
     */
    public Picture picture() {
        return picture(width, height);
    }

    /** The picture of the check of a model that brings pictures to a pose: its template, in which the part is found for sure. */
    static Picture picture(final Template template) {
        return Picture.of(
                "the picture of the model's check",
                Resampler.resize(template.picture(), template.size().within(Preprocessing.MAX_SIDE)));
    }

    static Picture picture(final int width, final int height) {
        final SplittableRandom random = new SplittableRandom(0);
        final byte[] rgb = new byte[CHANNELS * width * height];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final int square = x / SQUARE + 7 * (y / SQUARE);
                for (int channel = 0; channel < CHANNELS; channel++) {
                    final int level = square * (37 + 20 * channel) % (LEVELS - NOISE);
                    rgb[at++] = (byte) (level + random.nextInt(NOISE));
                }
            }
        }
        return Picture.of("the picture of the model's check", new RgbImage(width, height, rgb));
    }

    /**
     * {@return whether a score is the recorded one, within {@link #TOLERANCE}}
     *
     * @param now the score that the model gives here
     */
    public boolean agrees(final float now) {
        return Math.abs(now - score) <= TOLERANCE * score;
    }
}
