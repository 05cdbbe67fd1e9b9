package io.blemish.image;

import io.blemish.InputException;
import io.blemish.dataset.FrameMask;
import io.blemish.dataset.Mask;
import io.blemish.image.Samples.Depth;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads masks: pictures in which every pixel that is not black belongs to the defect, be it 1 of 65535 or a palette's
 * colour. Alpha is ignored. Save masks as PNG or TIFF: JPEG leaves faint noise around every edge, which is not black.
 */
public final class MaskDecoder {
    private final ImageDecoder decoder;

    /**
     * With a decoder's limits.
     *
     * @param decoder of the pictures
     */
    public MaskDecoder(final ImageDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Decodes a mask.
     *
     * @param file a picture in any format that {@link ImageDecoder} reads
     * @throws InputException as {@link ImageDecoder#decode(Path)}
     */
    public BitMask decode(final Path file) {
        return toMask(decoder.decode(PictureSource.of(file), Depth.ZERO_OR_NOT));
    }

    /**
     * Decodes a picture's mask, which must have the picture's size.
     *
     * @param file the mask
     * @param picture the picture's file, for the message
     * @param size the picture's size
     * @throws InputException naming both files and sizes where the mask has another size, and as {@link #decode(Path)}
     */
    public BitMask decode(final Path file, final Path picture, final Size size) {
        return ofSize(decode(file), file, picture, size);
    }

    private static BitMask ofSize(final BitMask mask, final Path file, final Path picture, final Size size) {
        if (!mask.size().equals(size)) {
            throw new InputException("The mask " + file + " has " + mask.size() + " pixels but its picture " + picture
                    + " has " + size + "; draw the mask on the picture as it is, in the same size.");
        }
        return mask;
    }

    /**
     * What is known of where a sample's defect lies, as one mask.
     *
     * @param mask the sample's; several parts are taken together
     * @param picture the sample's picture, for messages
     * @param size the picture's size
     * @return the mask, without a defect for a good sample; empty where nobody drew it
     * @throws InputException as {@link #decode(Path, Path, Size)}
     */
    public Optional<BitMask> decode(final Mask mask, final Path picture, final Size size) {
        if (mask instanceof Mask.None) {
            return Optional.of(BitMask.empty(size));
        }
        if (mask instanceof Mask.Picture drawn) {
            return Optional.of(decode(drawn.file(), picture, size));
        }
        if (mask instanceof Mask.NpyFrame drawn) {
            final FrameMask frame = FrameMask.read(drawn);
            final BitMask read = new BitMask(frame.width(), frame.height(), frame.defect());
            return Optional.of(ofSize(read, drawn.file(), picture, size));
        }
        if (mask instanceof Mask.Parts parts) {
            BitMask together = BitMask.empty(size);
            for (final var part : parts.files()) {
                together = together.or(decode(part, picture, size));
            }
            return Optional.of(together);
        }
        return Optional.empty();
    }

    private static BitMask toMask(final RgbImage picture) {
        final byte[] rgb = picture.rgb();
        final boolean[] defect = new boolean[picture.width() * picture.height()];
        for (int i = 0; i < defect.length; i++) {
            defect[i] = (rgb[3 * i] | rgb[3 * i + 1] | rgb[3 * i + 2]) != 0;
        }
        return new BitMask(picture.width(), picture.height(), defect);
    }
}
