package io.blemish.image;

import io.blemish.dataset.Probe;
import io.blemish.dataset.Sample;
import java.util.OptionalLong;

/** Looks at samples by decoding them whole, as a fit or an evaluation does. */
public final class DecodingProbe implements Probe {
    private final ImageDecoder pictures;
    private final MaskDecoder masks;

    /**
     * With a decoder's limits.
     *
     * @param pictures decodes pictures and masks
     */
    public DecodingProbe(final ImageDecoder pictures) {
        this.pictures = pictures;
        this.masks = new MaskDecoder(pictures);
    }

    @Override
    public Seen look(final Sample sample) {
        final Size size = pictures.decode(sample.picture()).size();
        final OptionalLong defect = masks.decode(sample.mask(), sample.picture(), size).stream()
                .mapToLong(BitMask::count)
                .findFirst();
        return new Seen(size.width(), size.height(), defect);
    }
}
