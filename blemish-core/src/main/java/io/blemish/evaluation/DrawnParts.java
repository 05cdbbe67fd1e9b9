package io.blemish.evaluation;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.dataset.Mask;
import io.blemish.image.BitMask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.metric.PartMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads the parts of a defect that is drawn as several masks. What saturates a part is given in pixels of the picture; it
 * is carried to the map's pixels as a share of the part's own area.
 */
final class DrawnParts {
    private static final int CHANNELS = 3;

    private final ImageDecoder decoder;
    private final Preprocessing preprocessing;

    DrawnParts(final ImageDecoder decoder, final Preprocessing preprocessing) {
        this.decoder = decoder;
        this.preprocessing = preprocessing;
    }

    /** The parts in the map's pixels; those of which no pixel is left there are left out. */
    List<PartMap.Part> read(final Mask.Parts drawn) {
        final List<PartMap.Part> parts = new ArrayList<>();
        for (final Path file : drawn.files()) {
            final RgbImage picture = decoder.decode(file);
            final BitMask mask = mask(picture);
            final boolean[] carried = preprocessing.apply(mask).defect();
            final int[] pixels =
                    IntStream.range(0, carried.length).filter(i -> carried[i]).toArray();
            if (pixels.length > 0) {
                final double share = share(drawn.saturations(), level(file, picture), file, mask.count());
                parts.add(new PartMap.Part(pixels, share * pixels.length));
            }
        }
        return parts;
    }

    private static BitMask mask(final RgbImage picture) {
        final boolean[] defect = new boolean[picture.width() * picture.height()];
        for (int i = 0; i < defect.length; i++) {
            defect[i] = grey(picture, i) != 0;
        }
        return new BitMask(picture.width(), picture.height(), defect);
    }

    private static int level(final Path file, final RgbImage picture) {
        int level = 0;
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            final int grey = grey(picture, i);
            if (grey != 0 && level != 0 && grey != level) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE,
                        "The mask " + file + " has the grey levels " + level + " and " + grey
                                + ", so what kind of defect it shows is not clear. Draw each part into a file of its own.");
            }
            level = Math.max(level, grey);
        }
        return level;
    }

    private static int grey(final RgbImage picture, final int pixel) {
        return picture.rgb()[CHANNELS * pixel] & 0xFF;
    }

    private static double share(
            final Map<Integer, Mask.Saturation> saturations, final int level, final Path file, final int area) {
        final Mask.Saturation saturation = saturations.get(level);
        if (saturation == null) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    "The mask " + file + " has the grey level " + level
                            + ", which the data set's defects_config.json does not name. Add it there.");
        }
        return saturation.of(area) / area;
    }
}
