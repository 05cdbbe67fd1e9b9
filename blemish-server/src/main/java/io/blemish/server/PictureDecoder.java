package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.PictureException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.util.Locale;

/** Decodes pictures that are neither too large for the server nor too long and narrow for the model. */
final class PictureDecoder {
    private static final double MEGA = 1e6;

    /** A larger input of the network would need gigabytes for its feature maps. */
    private static final long MAX_INPUT_PIXELS = 4_000_000;

    private final ImageDecoder decoder;
    private final long maxPixels;

    PictureDecoder(final ServerOptions.Limits limits) {
        this.decoder = new ImageDecoder(limits.pixels(), limits.bytes());
        this.maxPixels = limits.pixels();
    }

    /**
     * Decodes a picture.
     *
     * @param model that the picture is for
     * @throws ProblemException if it cannot be decoded, or is too large by its header alone
     */
    RgbImage decode(final Model model, final SentPicture picture) {
        final String title = picture.title();
        try {
            final Picture named = Picture.of(title, picture.bytes());
            check(model, title, decoder.size(named));
            return decoder.decode(named);
        } catch (final BlemishException e) {
            throw new ProblemException(ProblemKind.NOT_A_PICTURE, String.valueOf(e.getMessage()));
        }
    }

    private void check(final Model model, final String title, final Size size) {
        if (size.pixels() > maxPixels) {
            throw new ProblemException(
                    ProblemKind.TOO_MANY_PIXELS,
                    String.format(
                            Locale.ROOT,
                            "%s is %s: %.1f megapixels, above the limit of %.1f; scale it down or cut it into tiles.",
                            title,
                            size,
                            size.pixels() / MEGA,
                            maxPixels / MEGA));
        }
        if (inputPixels(model, size) > MAX_INPUT_PIXELS) {
            throw new ProblemException(
                    ProblemKind.TOO_MANY_PIXELS,
                    title + " is " + size + ", too long and narrow for this model; cut it into tiles.");
        }
    }

    private static long inputPixels(final Model model, final Size picture) {
        try {
            return model.description().preprocessing().outputSize(picture).pixels();
        } catch (final PictureException e) {
            return Long.MAX_VALUE;
        }
    }
}
