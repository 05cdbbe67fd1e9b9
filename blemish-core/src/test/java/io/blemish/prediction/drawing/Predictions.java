package io.blemish.prediction.drawing;

import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes predictions for tests. Their maps have one peak on a constant background. */
public final class Predictions {
    public static final float THRESHOLD = 2;
    public static final Preprocessing SQUASH = Preprocessing.squash(32);

    private Predictions() {}

    /**
     * Makes a prediction whose map has a peak of the score; its background is a quarter of the threshold.
     *
     * @param across the position of the peak as a share of the width
     * @param down the position of the peak as a share of the height
     */
    public static Prediction of(final Size picture, final float score, final double across, final double down) {
        final Size input = SQUASH.outputSize(picture);
        return of(picture, score, new AnomalyMap(bump(input, score, across, down), SQUASH.placement(picture)));
    }

    public static Prediction of(final Size picture, final float score, final AnomalyMap map) {
        return new Prediction(
                "part.png",
                picture.width(),
                picture.height(),
                score,
                THRESHOLD,
                Optional.empty(),
                score > THRESHOLD,
                THRESHOLD,
                List.of(),
                map);
    }

    /** A map of one value, of a picture that is squashed. */
    public static AnomalyMap flat(final Size picture, final float value) {
        return flat(SQUASH.placement(picture), value);
    }

    /** A map of one value. */
    public static AnomalyMap flat(final Placement placement, final float value) {
        final float[] values = new float[(int) placement.input().pixels()];
        Arrays.fill(values, value);
        return new AnomalyMap(values, placement);
    }

    private static float[] bump(final Size input, final float peak, final double across, final double down) {
        final float[] values = new float[(int) input.pixels()];
        final double radius = input.width() / 8.0;
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                final double right = (x + 0.5 - across * input.width()) / radius;
                final double below = (y + 0.5 - down * input.height()) / radius;
                final double height = Math.exp(-0.5 * (right * right + below * below));
                values[y * input.width() + x] = (float) (THRESHOLD / 4 + (peak - THRESHOLD / 4) * height);
            }
        }
        return values;
    }

    public static RgbImage grey(final Size size, final int brightness) {
        final byte[] rgb = new byte[Math.toIntExact(3 * size.pixels())];
        Arrays.fill(rgb, (byte) brightness);
        return new RgbImage(size.width(), size.height(), rgb);
    }
}
