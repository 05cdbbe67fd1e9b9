package io.blemish.report;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Places labels near their points so that neither the labels nor the lines from them to their points cover other points or
 * labels, as far as there is room. Each label in turn takes the place with the least conflicts, the nearest of equally
 * good ones, and this is repeated until no label moves. This is a simple form of the discrete gradient descent in
 * Christensen, Marks and Shieber, "An Empirical Study of Algorithms for Point-Feature Label Placement", ACM Transactions on
 * Graphics 1995.
 */
final class LabelPlacement {
    /** The height of a label. */
    static final double LINE = 17;

    /** The space between a point and a label beside it. */
    private static final double GAP = 10;
    /** The largest distance of a label above or below its point, in lines. */
    private static final int FARTHEST = 8;
    /** The space between the text and the edge of its box, where a leader ends. */
    private static final double PADDING = 3;
    /** The largest number of rounds; there are rarely more than three. */
    private static final int ROUNDS = 10;
    /** Text on text counts more than any number of lines on text. */
    private static final long TEXT_ON_TEXT = 1000;

    private final Rectangle2D bounds;
    private final List<Point> points;
    private final List<Label> labels = new ArrayList<>();

    private LabelPlacement(final Rectangle2D bounds, final List<Point> points) {
        this.bounds = bounds;
        this.points = points;
    }

    /**
     * A point that needs a label.
     *
     * @param radius the half side of the square that the mark of the point covers
     * @param width the width of the label
     */
    record Point(double x, double y, double radius, double width) {
        private Rectangle2D box() {
            return new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        }
    }

    /**
     * A placed label.
     *
     * @param box the rectangle of the text
     * @param before whether the label is on the left of its point
     * @param leader a line from the point to the label; empty if the label is directly beside the point
     */
    record Label(Rectangle2D box, boolean before, Optional<Line2D> leader) {}

    /**
     * Places the labels of all points.
     *
     * @param bounds the rectangle in which labels lie if it is large enough
     * @return one label for each point, in the same order
     */
    static List<Label> of(final Rectangle2D bounds, final List<Point> points) {
        final LabelPlacement placement = new LabelPlacement(bounds, points);
        boolean moved = true;
        for (int round = 0; moved && round < ROUNDS; round++) {
            moved = placement.improve();
        }
        return List.copyOf(placement.labels);
    }

    /** Places each label anew; returns whether one has moved. */
    private boolean improve() {
        boolean moved = false;
        for (int i = 0; i < points.size(); i++) {
            final Label label = best(i);
            if (i == labels.size()) {
                labels.add(label);
                moved = true;
            } else {
                moved |= !labels.set(i, label).box().equals(label.box());
            }
        }
        return moved;
    }

    private Label best(final int index) {
        final List<Label> candidates = candidates(points.get(index));
        return candidates.stream()
                .filter(candidate -> bounds.contains(candidate.box()))
                .min(Comparator.comparingLong(candidate -> conflicts(candidate, index))) // the first of equal ones
                .orElse(candidates.get(0));
    }

    private long conflicts(final Label label, final int index) {
        long conflicts = 0;
        for (int i = 0; i < points.size(); i++) {
            final Rectangle2D mark = points.get(i).box();
            final boolean same =
                    mark.contains(points.get(index).x(), points.get(index).y());
            conflicts += label.box().intersects(mark) ? TEXT_ON_TEXT : 0;
            conflicts += !same && crosses(label, mark) ? 1 : 0;
            if (i != index && i < labels.size()) {
                final Label other = labels.get(i);
                conflicts += label.box().intersects(other.box()) ? TEXT_ON_TEXT : 0;
                conflicts += crosses(label, other.box()) ? 1 : 0;
                conflicts += crosses(other, label.box()) ? 1 : 0;
            }
        }
        return conflicts;
    }

    private static boolean crosses(final Label label, final Rectangle2D box) {
        return label.leader().filter(box::intersectsLine).isPresent();
    }

    /** The places on both sides of a point, from the nearest line to the farthest. */
    private static List<Label> candidates(final Point point) {
        final List<Label> candidates = new ArrayList<>();
        for (int step = 0; step <= 2 * FARTHEST; step++) {
            final int lines = (step + 1) / 2;
            final double top = point.y() - LINE / 2 + (step % 2 == 0 ? lines : -lines) * LINE;
            candidates.add(candidate(point, point.x() + GAP, top));
            candidates.add(candidate(point, point.x() - GAP - point.width(), top));
        }
        return candidates;
    }

    private static Label candidate(final Point point, final double left, final double top) {
        final Rectangle2D box = new Rectangle2D.Double(left, top, point.width(), LINE);
        final boolean before = left < point.x();
        return new Label(box, before, leader(point, before ? box.getMaxX() : left, box));
    }

    private static Optional<Line2D> leader(final Point point, final double end, final Rectangle2D box) {
        if (box.getMinY() > point.y()) {
            return Optional.of(new Line2D.Double(point.x(), point.y(), end, box.getMinY() + PADDING));
        }
        return box.getMaxY() < point.y()
                ? Optional.of(new Line2D.Double(point.x(), point.y(), end, box.getMaxY() - PADDING))
                : Optional.empty();
    }
}
