package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.artifact.Sha256;
import io.blemish.image.Appearance;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Normalization;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.model.ModelOptions;
import java.util.UUID;

/** Decodes pictures and looks at them as a network will. */
final class PictureCheck {
    private static final int CHANNELS = 3;
    private static final Preprocessing INPUT = ModelOptions.DEFAULT.preprocessing();

    private final ImageDecoder decoder;

    /**
     * A check.
     *
     * @param decoder with the limits of pictures
     */
    PictureCheck(final ImageDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Checks a picture.
     *
     * @param name the sender's name for it
     * @param content an image file
     * @throws BlemishException if it cannot be decoded or is above a limit
     */
    FitPicture of(final String name, final byte[] content) {
        final Picture picture = Picture.of(name, content);
        final RgbImage image = decoder.decode(picture);
        final Appearance appearance =
                Appearance.of(INPUT.apply(image), 0, INPUT.outputSize(image.size()), Normalization.IMAGENET);
        return new FitPicture(
                UUID.randomUUID().toString(),
                name,
                Sha256.hex(content),
                image.width(),
                image.height(),
                coloured(image.rgb()),
                appearance.brightness(),
                appearance.sharpness());
    }

    private static boolean coloured(final byte[] rgb) {
        for (int i = 0; i < rgb.length; i += CHANNELS) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return true;
            }
        }
        return false;
    }
}
