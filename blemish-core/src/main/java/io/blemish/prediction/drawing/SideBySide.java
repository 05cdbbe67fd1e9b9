package io.blemish.prediction.drawing;

import io.blemish.image.Box;
import io.blemish.image.Resampler;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Evidence;
import io.blemish.prediction.Region;

/** Draws a region of a picture beside the normal patch that it was compared with, both outlined. */
public final class SideBySide {
    /** Pixels between the two pictures, for so many pixels of their height. */
    private static final int HEIGHT_PER_GAP = 40;

    private SideBySide() {}

    /**
     * Draws both pictures in the size of the first, with a gap between them.
     *
     * @param picture the judged picture, or a scaled copy of it
     * @param judged the size of the judged picture
     * @param region a region of it
     * @param evidence of the region
     * @param training the training picture that the evidence names, or a scaled copy of it
     * @param measure the size of a picture in whose pixels the evidence states its place
     * @return the judged picture on the left, and the training picture on the right
     */
    public static RgbImage of(
            final RgbImage picture,
            final Size judged,
            final Region region,
            final Evidence evidence,
            final RgbImage training,
            final Size measure) {
        final RgbImage left =
                outlined(picture, judged, new Box(region.x(), region.y(), region.width(), region.height()));
        final RgbImage right = normal(Resampler.resize(training, picture.size()), measure, evidence);
        final int gap = Math.max(2, left.height() / HEIGHT_PER_GAP);
        final Canvas canvas = Canvas.blank(new Size(2 * left.width() + gap, left.height()));
        canvas.draw(left, 0, 0);
        canvas.draw(right, left.width() + gap, 0);
        return canvas.toImage();
    }

    /**
     * Outlines the normal patch in its training picture.
     *
     * @param training the training picture, or a scaled copy of it
     * @param measure the size of a picture in whose pixels the evidence states its place
     * @param evidence where the patch is
     * @return a copy of the training picture
     */
    public static RgbImage normal(final RgbImage training, final Size measure, final Evidence evidence) {
        return outlined(training, measure, new Box(evidence.x(), evidence.y(), evidence.width(), evidence.height()));
    }

    private static RgbImage outlined(final RgbImage picture, final Size judged, final Box box) {
        final Canvas canvas = Canvas.copyOf(picture);
        final Size size = picture.size();
        final boolean[] inside = new boolean[Math.toIntExact(size.pixels())];
        final int bottom = scaled(box.y() + box.height(), size.height(), judged.height());
        final int right = scaled(box.x() + box.width(), size.width(), judged.width());
        for (int y = scaled(box.y(), size.height(), judged.height()); y < bottom; y++) {
            for (int x = scaled(box.x(), size.width(), judged.width()); x < right; x++) {
                inside[y * size.width() + x] = true;
            }
        }
        Outline.draw(canvas, inside, Outline.FLAGGED);
        return canvas.toImage();
    }

    private static int scaled(final int place, final int length, final int judged) {
        return (int) Math.min(length, Math.round((double) place * length / judged));
    }
}
