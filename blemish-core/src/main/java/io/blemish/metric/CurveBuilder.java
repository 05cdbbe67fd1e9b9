package io.blemish.metric;

import io.blemish.metric.Curve.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the corners of a curve, all of them or a bounded number. A corner is held back until the next one is further
 * than the tolerance from the last that was kept; so both ends of every long run are kept. The tolerance is none at first;
 * where the kept ones become too many, it grows and they go through the same sieve.
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

    /** Keeps every corner. */
    static CurveBuilder complete() {
        return new CurveBuilder(Integer.MAX_VALUE);
    }

    /**
     * Keeps at most so many corners.
     *
     * @throws IllegalArgumentException below 4
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
        // One place is left for the end.
        while (kept.size() >= most) {
            sieve();
        }
    }

    private void sieve() {
        // Two kept corners leave a tolerance of way behind them, and a rising curve is at most 2 long.
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
