package io.blemish.metric;

import io.blemish.metric.Curve.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the points of a curve, all of them or a bounded number. The latest point is kept only if the next one is
 * farther than the tolerance from the last point kept; so both ends of every long straight part are kept. The tolerance is
 * 0 at first; when too many points are kept, it grows, and the points are thinned again.
 */
final class CurveBuilder {
    private final int most;
    private double tolerance;
    private List<Point> kept = new ArrayList<>();
    private double x;
    private double y;
    private float threshold;
    private boolean pending;

    private CurveBuilder(final int most) {
        this.most = most;
    }

    /** Makes a builder that keeps every point. */
    static CurveBuilder complete() {
        return new CurveBuilder(Integer.MAX_VALUE);
    }

    /**
     * Makes a builder that keeps a bounded number of points. Both ends of the curve are kept, and so are the points next to a
     * long straight part. Each point that is left out is near one that is kept: within {@code 8 / most} in both coordinates
     * if the curve only rises.
     *
     * @param most the largest number
     * @throws IllegalArgumentException if {@code most} is below 4
     */
    static CurveBuilder thinning(final int most) {
        if (most < 4) {
            throw new IllegalArgumentException("a curve needs at least 4 points, not " + most);
        }
        return new CurveBuilder(most);
    }

    void add(final double nextX, final double nextY, final float nextThreshold) {
        if (pending && (kept.isEmpty() || isFar(kept.get(kept.size() - 1), nextX, nextY))) {
            keepPending();
        }
        x = nextX;
        y = nextY;
        threshold = nextThreshold;
        pending = true;
    }

    private boolean isFar(final Point from, final double toX, final double toY) {
        return Math.max(Math.abs(toX - from.x()), Math.abs(toY - from.y())) > tolerance;
    }

    private void keepPending() {
        kept.add(new Point(x, y, threshold));
        pending = false;
        // There must be room for the last point.
        while (kept.size() >= most) {
            thin();
        }
    }

    private void thin() {
        // Two successive points are more than the tolerance apart, and a rising curve has a length of at most 2.
        tolerance = tolerance == 0 ? 4.0 / most : 2 * tolerance;
        final List<Point> before = kept;
        kept = new ArrayList<>();
        Point held = before.get(0);
        for (final Point point : before) {
            if (kept.isEmpty() || isFar(kept.get(kept.size() - 1), point.x(), point.y())) {
                kept.add(held);
            }
            held = point;
        }
        kept.add(held);
    }

    Curve build() {
        if (pending) {
            kept.add(new Point(x, y, threshold));
            pending = false;
        }
        return new Curve(kept);
    }
}
