package io.blemish.metric;

import java.util.List;

/**
 * A curve over all thresholds, from the highest to the lowest, as the points of a polygonal line.
 *
 * @param points in the order of decreasing thresholds
 */
public record Curve(List<Point> points) {
    /** Copies the list. */
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

    /** The horizontal coordinates, for plotting. */
    public double[] x() {
        return points.stream().mapToDouble(Point::x).toArray();
    }

    /** The vertical coordinates, for plotting. */
    public double[] y() {
        return points.stream().mapToDouble(Point::y).toArray();
    }

    /**
     * Removes points of the curve. Both ends are kept, and so are the points next to a long straight part; each point that
     * is removed is near one that is kept: within {@code 8 / most} in both coordinates if the curve only rises.
     *
     * @param most the largest number of points, at least 4
     * @throws IllegalArgumentException if the curve has more points than {@code most}, and that is below 4
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
