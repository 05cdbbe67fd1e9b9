package io.blemish.metric;

import java.util.List;

/**
 * A curve over all thresholds, from the highest to the lowest, as the corners of a polygonal line.
 *
 * @param points in the order of falling thresholds
 */
public record Curve(List<Point> points) {
    /** Copies the list. */
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * One corner.
     *
     * @param x in {@code [0, 1]}
     * @param y in {@code [0, 1]}
     * @param threshold what scores at or above this is positive here; infinite at the ends, where all or nothing is
     */
    public record Point(double x, double y, float threshold) {}

    /** The horizontal coordinates, for plotting. */
    public double[] x() {
        return points.stream().mapToDouble(Point::x).toArray();
    }

    /** The vertical coordinates, for plotting. */
    public double[] y() {
        return points.stream().mapToDouble(Point::y).toArray();
    }

    /**
     * The same curve with fewer corners. Both ends stay, corners next to a long straight run stay, and each corner left
     * out is near one that stayed: for a curve that only rises, within {@code 8 / most} in both coordinates.
     *
     * @param most how many points at most, at least 4
     */
    public Curve thinned(final int most) {
        if (points.size() <= most) {
            return this;
        }
        final CurveBuilder builder = CurveBuilder.thinning(most);
        for (final Point point : points) {
            builder.add(point.x(), point.y(), point.threshold());
        }
        return builder.build();
    }
}
