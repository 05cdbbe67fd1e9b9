package io.blemish.dataset.generator;

/** What a shape is painted with. */
@FunctionalInterface
interface Ink {
    /**
     * The colour at a place of the thing.
     *
     * @param depth how far inside the outline the place is
     */
    Rgb at(double x, double y, double depth);

    static Ink plain(final Rgb colour) {
        return (x, y, depth) -> colour;
    }

    /** A rim that slopes down to the outline and so catches light on one side and loses it on the other. */
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
