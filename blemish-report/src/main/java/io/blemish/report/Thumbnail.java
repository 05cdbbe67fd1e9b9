package io.blemish.report;

import io.blemish.image.JpegWriter;
import io.blemish.image.RgbImage;
import java.util.Base64;

/** Makes small JPEG files of bounded size for a page. */
final class Thumbnail {
    /** The longer side in pixels, so that thumbnails are sharp at half that size on high-resolution screens. */
    static final int SIDE = 320;

    /** The largest size: 12 cards of 3 pictures in 3 sections then take 3.2 MB, in base64; charts take the rest. */
    static final int MOST_BYTES = 22_000;

    private Thumbnail() {}

    /** Makes a {@code data:} address, in the best quality that does not exceed the size. */
    static String uri(final RgbImage thumbnail) {
        return "data:image/jpeg;base64,"
                + Base64.getEncoder().encodeToString(JpegWriter.toBytes(thumbnail, MOST_BYTES));
    }
}
