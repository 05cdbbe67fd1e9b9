package io.blemish.metric;

import java.util.List;

/**
 * A curve over all thresholds, from the highest to the lowest, as the points of a polygonal line.
 *
 * @param points in the order of decreasing thresholds
 */
public record Curve(List<Point> points) {
    /**
     * Copies the list.
     *
     * @param points the points in the order of decreasing thresholds; copied
     */
    public Curve {
        points = List.copyOf(points);
    }

    /**
     * One point of a curve.
     *
     * @param x in {@code [0, 1]}
     * @param y in {@code [0, 1]}
     * @param threshold scores at or above it are positive; infinite at the ends, where all scores or none are
     */
    public record Point(double x, double y, float threshold) {}

    /** {@return the horizontal coordinates of the points} */
    public double[] x() {
        return points.stream().mapToDouble(Point::x).toArray();
    }

    /** {@return the vertical coordinates of the points} */
    public double[] y() {
        return points.stream().mapToDouble(Point::y).toArray();
    }
}
