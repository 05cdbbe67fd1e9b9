package io.blemish.dataset.generator;

/** The colours with which a shape is painted. */
@FunctionalInterface
interface Ink {
    /**
     * The colour at a point of the shape.
     *
     * @param depth the distance to the outline from within
     */
    Rgb at(double x, double y, double depth);

    /** One colour everywhere. */
    static Ink plain(final Rgb colour) {
        return (x, y, depth) -> colour;
    }

    /** Adds a rim that slopes down to the outline, so that it is bright on the side to the light and dark on the other. */
    default Ink bevelled(final Shape shape, final Pose pose, final double width, final double strength) {
        return (x, y, depth) -> {
            final Rgb colour = at(x, y, depth);
            if (depth >= width) {
                return colour;
            }
            final double step = width / 4;
            final double slopeX = shape.distance(x + step, y) - shape.distance(x - step, y);
            final double slopeY = shape.distance(x, y + step) - shape.distance(x, y - step);
            final double steep = Math.sqrt(slopeX * slopeX + slopeY * slopeY) + 1e-9;
            final double light = pose.facing(slopeX / steep, slopeY / steep) * strength;
            return colour.plus(light * Ramp.step(width, width * 0.3, depth));
        };
    }
}
