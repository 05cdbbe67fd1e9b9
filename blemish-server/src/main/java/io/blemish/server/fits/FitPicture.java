package io.blemish.server.fits;

/**
 * A picture of a fit, as it was found when it was added.
 *
 * @param id its identifier in the fit
 * @param name the sender's name for it; no two pictures of a fit have the same
 * @param sha256 the hash of its file
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param coloured whether any pixel is not grey
 * @param brightness the mean of the luma as a network sees it, from 0 to 255
 * @param sharpness the variance of the Laplacian divided by the variance of the luma, as a network sees them
 */
public record FitPicture(
        String id,
        String name,
        String sha256,
        int width,
        int height,
        boolean coloured,
        float brightness,
        float sharpness) {
    FitPicture named(final String other) {
        return new FitPicture(id, other, sha256, width, height, coloured, brightness, sharpness);
    }
}
