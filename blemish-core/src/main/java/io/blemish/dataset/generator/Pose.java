package io.blemish.dataset.generator;

/**
 * The position, angle and scale of a thing in the picture. The picture spans {@code [-0.5, 0.5]} in both directions, with
 * {@code y} downwards; a thing has its own coordinates around its middle.
 *
 * @param x of its middle in the picture
 * @param y of its middle in the picture
 * @param cos of the angle by which it is turned
 * @param sin of that angle
 * @param scale its unit of length in the picture's coordinates
 */
record Pose(double x, double y, double cos, double sin, double scale) {
    /** In the middle, not turned, with the picture's scale. */
    static final Pose CAMERA = new Pose(0, 0, 1, 0, 1);

    static Pose of(final double x, final double y, final double angle, final double scale) {
        return new Pose(x, y, StrictMath.cos(angle), StrictMath.sin(angle), scale);
    }

    /** The pose of a piece at a place on this thing, turned relative to it. */
    Pose piece(final double atX, final double atY, final double angle) {
        final double c = StrictMath.cos(angle);
        final double s = StrictMath.sin(angle);
        return new Pose(pictureX(atX, atY), pictureY(atX, atY), cos * c - sin * s, sin * c + cos * s, scale);
    }

    /** The same pose, moved in the picture. */
    Pose shifted(final double byX, final double byY) {
        return new Pose(x + byX, y + byY, cos, sin, scale);
    }

    double pictureX(final double localX, final double localY) {
        return x + scale * (cos * localX - sin * localY);
    }

    double pictureY(final double localX, final double localY) {
        return y + scale * (sin * localX + cos * localY);
    }

    double localX(final double pictureX, final double pictureY) {
        return (cos * (pictureX - x) + sin * (pictureY - y)) / scale;
    }

    double localY(final double pictureX, final double pictureY) {
        return (cos * (pictureY - y) - sin * (pictureX - x)) / scale;
    }

    /** The share of the light from the upper left that a slope gets, if it falls in this direction of the thing's own. */
    double facing(final double slopeX, final double slopeY) {
        return -(cos * slopeX - sin * slopeY + sin * slopeX + cos * slopeY) * StrictMath.sqrt(0.5);
    }
}
