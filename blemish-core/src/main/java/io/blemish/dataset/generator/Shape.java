package io.blemish.dataset.generator;

import java.util.List;

/** An outline, given by the signed distance to it and by a circle around it. */
interface Shape {
    /** The distance to the outline, negative inside: exact near the outline, farther away a lower bound. */
    double distance(double x, double y);

    /** The radius of a circle around the origin that contains the shape. */
    double radius();

    static Shape of(final double radius, final Distance distance) {
        return new Shape() {
            @Override
            public double distance(final double x, final double y) {
                return distance.at(x, y);
            }

            @Override
            public double radius() {
                return radius;
            }
        };
    }

    static Shape disk(final double radius) {
        return of(radius, (x, y) -> Math.sqrt(x * x + y * y) - radius);
    }

    static Shape ring(final double inner, final double outer) {
        final double middle = (inner + outer) / 2;
        return of(outer, (x, y) -> Math.abs(Math.sqrt(x * x + y * y) - middle) - (outer - inner) / 2);
    }

    /** A box with rounded corners, given half its width and half its height. */
    static Shape box(final double halfWidth, final double halfHeight, final double corner) {
        return of(Math.sqrt(halfWidth * halfWidth + halfHeight * halfHeight), (x, y) -> {
            final double dx = Math.abs(x) - halfWidth + corner;
            final double dy = Math.abs(y) - halfHeight + corner;
            final double ox = Math.max(dx, 0);
            final double oy = Math.max(dy, 0);
            return Math.sqrt(ox * ox + oy * oy) + Math.min(0, Math.max(dx, dy)) - corner;
        });
    }

    /** A line through points {@code x0, y0, x1, y1, …}, drawn with a round pen. */
    static Shape line(final double width, final double... points) {
        double radius = 0;
        for (int i = 0; i < points.length; i += 2) {
            radius = Math.max(radius, Math.sqrt(points[i] * points[i] + points[i + 1] * points[i + 1]));
        }
        return of(radius + width, (x, y) -> {
            double nearest = Double.MAX_VALUE;
            for (int i = 0; i + 3 < points.length; i += 2) {
                nearest = Math.min(nearest, toSegment(x, y, points[i], points[i + 1], points[i + 2], points[i + 3]));
            }
            return nearest - width / 2;
        });
    }

    static Shape union(final List<Shape> shapes) {
        return of(shapes.stream().mapToDouble(Shape::radius).max().orElse(0), (x, y) -> {
            double nearest = Double.MAX_VALUE;
            for (final var shape : shapes) {
                nearest = Math.min(nearest, shape.distance(x, y));
            }
            return nearest;
        });
    }

    default Shape minus(final Shape other) {
        return of(radius(), (x, y) -> Math.max(distance(x, y), -other.distance(x, y)));
    }

    default Shape at(final double atX, final double atY) {
        return of(radius() + Math.sqrt(atX * atX + atY * atY), (x, y) -> distance(x - atX, y - atY));
    }

    private static double toSegment(
            final double x, final double y, final double ax, final double ay, final double bx, final double by) {
        final double dx = bx - ax;
        final double dy = by - ay;
        final double length = dx * dx + dy * dy;
        final double t = length == 0 ? 0 : Ramp.clamp(((x - ax) * dx + (y - ay) * dy) / length);
        final double ox = x - ax - t * dx;
        final double oy = y - ay - t * dy;
        return Math.sqrt(ox * ox + oy * oy);
    }

    /** A signed distance. */
    @FunctionalInterface
    interface Distance {
        double at(double x, double y);
    }
}
