package io.blemish.dataset.generator;

/**
 * Where a thing lies in the picture. The picture spans {@code [-0.5, 0.5]} both ways, {@code y} downwards; a thing has
 * coordinates of its own around its middle.
 *
 * @param x where its middle lies in the picture
 * @param y where its middle lies in the picture
 * @param cos of the angle by which it is turned
 * @param sin of that angle
 * @param scale its unit of length in the picture's
 */
record Pose(double x, double y, double cos, double sin, double scale) {
    /** Straight, in the middle, at its own size. */
    static final Pose CAMERA = new Pose(0, 0, 1, 0, 1);

    static Pose of(final double x, final double y, final double angle, final double scale) {
        return new Pose(x, y, StrictMath.cos(angle), StrictMath.sin(angle), scale);
    }

    /** The pose of a piece that lies at a place on this thing, turned against it. */
    Pose piece(final double atX, final double atY, final double angle) {
        final double c = StrictMath.cos(angle);
        final double s = StrictMath.sin(angle);
        return new Pose(pictureX(atX, atY), pictureY(atX, atY), cos * c - sin * s, sin * c + cos * s, scale);
    }

    /** The same, moved in the picture. */
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

    /** How much a slope that falls this way, in the thing's own directions, faces the light from the upper left. */
    double facing(final double slopeX, final double slopeY) {
        return -(cos * slopeX - sin * slopeY + sin * slopeX + cos * slopeY) * StrictMath.sqrt(0.5);
    }
}
