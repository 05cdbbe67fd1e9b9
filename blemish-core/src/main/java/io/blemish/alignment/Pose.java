package io.blemish.alignment;

import io.blemish.artifact.Ranges;
import io.blemish.image.Size;

/**
 * How a part lies in a picture, compared with the template: turned and scaled about the middle of the picture, then shifted.
 * The longer side of the picture is the unit of length, so a pose holds for copies of a picture in other sizes.
 *
 * @param degrees by which the part is turned clockwise, as a person sees it, in {@code [-180, 180]}
 * @param scale how many times larger than in the template the part is, above 0
 * @param shiftX by how much the part is shifted to the right, in longer sides of the picture
 * @param shiftY by how much the part is shifted down, in longer sides of the picture
 */
public record Pose(double degrees, double scale, double shiftX, double shiftY) {
    /** That of the template itself. */
    public static final Pose IDENTITY = new Pose(0, 1, 0, 0);

    static final double HALF_TURN = 180;

    /** Beyond all poses that are found, as a scale and as a shift. */
    static final double LARGEST = 16;

    /**
     * Checks the ranges.
     *
     * @param degrees angle of the turn, clockwise, in {@code [-180, 180]}
     * @param scale factor of the size, above 0
     * @param shiftX shift to the right, in longer sides of the picture
     * @param shiftY shift down, in longer sides of the picture
     */
    public Pose {
        Ranges.within(degrees, "degrees", -HALF_TURN, HALF_TURN);
        Ranges.within(scale, "scale", 1 / LARGEST, LARGEST);
        Ranges.within(shiftX, "shift_x", -LARGEST, LARGEST);
        Ranges.within(shiftY, "shift_y", -LARGEST, LARGEST);
    }

    /** The way from the template to a picture of some size. */
    Similarity toPicture(final Size picture) {
        return toPicture(Math.max(picture.width(), picture.height()));
    }

    /** The way from the template to a picture whose longer side has so many pixels. */
    Similarity toPicture(final double longer) {
        final double radians = degrees / HALF_TURN * StrictMath.PI;
        return new Similarity(
                scale * StrictMath.cos(radians), scale * StrictMath.sin(radians), shiftX * longer, shiftY * longer);
    }

    /** The pose of a similarity between pictures whose longer side has so many pixels. */
    static Pose of(final Similarity similarity, final double longer) {
        return new Pose(
                StrictMath.atan2(similarity.b(), similarity.a()) / StrictMath.PI * HALF_TURN,
                similarity.scale(),
                similarity.x() / longer,
                similarity.y() / longer);
    }
}
