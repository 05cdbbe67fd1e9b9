package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.BitMask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the mask of a sample, whatever form the data set has it in. Immutable, safe for use by many threads. */
public final class MaskDecoder {
    private final ImageDecoder decoder;

    /**
     * A decoder of masks.
     *
     * @param decoder decodes masks that are pictures, within its limits
     */
    public MaskDecoder(final ImageDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Decodes a sample's mask.
     *
     * @param mask the sample's; if it has several parts, they are joined to one mask
     * @param picture the sample's picture, for messages
     * @param size the picture's size
     * @return the mask, without a defect for a good sample; empty if nobody drew it
     * @throws BlemishException naming the mask's file, if it is missing, damaged, or has another size than the picture
     */
    public Optional<BitMask> decode(final Mask mask, final Path picture, final Size size) {
        if (mask instanceof Mask.None) {
            return Optional.of(BitMask.empty(size));
        }
        if (mask instanceof Mask.Picture drawn) {
            return Optional.of(decode(drawn.file(), picture, size));
        }
        if (mask instanceof Mask.Colours drawn) {
            return Optional.of(checked(coloured(decoder.decode(drawn.file()), drawn), drawn.file(), picture, size));
        }
        if (mask instanceof Mask.NpyFrame drawn) {
            return Optional.of(checked(FrameMasks.read(drawn), drawn.file(), picture, size));
        }
        if (mask instanceof Mask.Parts parts) {
            BitMask joined = BitMask.empty(size);
            for (final Path part : parts.files()) {
                joined = joined.or(decode(part, picture, size));
            }
            return Optional.of(joined);
        }
        return Optional.empty();
    }

    private static BitMask coloured(final RgbImage picture, final Mask.Colours drawn) {
        final byte[] rgb = picture.rgb();
        final boolean[] defect = new boolean[picture.width() * picture.height()];
        for (int i = 0; i < defect.length; i++) {
            final int colour = ((rgb[3 * i] & 0xFF) << 16) | ((rgb[3 * i + 1] & 0xFF) << 8) | (rgb[3 * i + 2] & 0xFF);
            defect[i] = drawn.colours().contains(colour);
        }
        return new BitMask(picture.width(), picture.height(), defect);
    }

    private BitMask decode(final Path file, final Path picture, final Size size) {
        return checked(decoder.decodeMask(file), file, picture, size);
    }

    private static BitMask checked(final BitMask mask, final Path file, final Path picture, final Size size) {
        if (!mask.size().equals(size)) {
            throw new PictureException(
                    ErrorCode.PICTURE_UNREADABLE,
                    "The mask " + file + " has " + mask.size() + " pixels but its picture " + picture + " has " + size
                            + "; draw the mask on the picture as it is, in the same size.");
        }
        return mask;
    }
}
