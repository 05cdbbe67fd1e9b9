package io.blemish.report;

import io.blemish.comparison.Comparison;
import io.blemish.comparison.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy against time, as in the figure of inference times in the PatchCore paper: each method is a point; better methods
 * are higher, faster ones farther left.
 */
final class AccuracyChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;
    private static final int MOST_TIME_TICKS = 14;

    /** The width of a letter of a label, rather too large than too small. */
    private static final double LETTER = 8.4;

    /** The height of the baseline of a label above the bottom of its box. */
    private static final double BASELINE = 4;
    /** The radius of a mark with its outline. */
    private static final double RADIUS = 7;
    /** The least difference of AUROC that the vertical axis shows. */
    private static final double LEAST_RANGE = 0.02;
    /** The room for labels above the highest interval, as a share of the range; it is too small for a tick above 1. */
    private static final double ROOM_ABOVE = 0.14;

    private static final double ROOM_BELOW = 0.05;
    /** The room for labels on the left and on the right, as factors of time. */
    private static final double ROOM_LEFT = 1.3;

    private static final double ROOM_RIGHT = 1.8;

    private final List<Point> points;
    private final List<String> backbones;
    private final Chart chart;

    private AccuracyChart(final List<Point> points) {
        this.points = points;
        this.backbones = points.stream().map(Point::backbone).distinct().toList();
        final double lowest = points.stream().mapToDouble(Point::low).min().orElseThrow();
        final double highest = points.stream().mapToDouble(Point::high).max().orElseThrow();
        final double range = Math.max(LEAST_RANGE, highest - lowest);
        this.chart = new Chart(
                WIDTH,
                HEIGHT,
                Axis.logarithmic(
                        "Time for one picture",
                        points.get(0).millis() / ROOM_LEFT,
                        points.get(points.size() - 1).millis() * ROOM_RIGHT,
                        MOST_TIME_TICKS,
                        AccuracyChart::time),
                Axis.linear("Image AUROC", highest - range * (1 + ROOM_BELOW), highest + range * ROOM_ABOVE));
        draw();
    }

    /** The chart with its caption; nothing if no accuracy is known. */
    static List<Html> of(final Comparison comparison) {
        final List<Point> points = comparison.results().stream()
                .map(Point::of)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Point::millis))
                .toList();
        return points.isEmpty() ? List.of() : List.of(new AccuracyChart(points).figure());
    }

    private Html figure() {
        final List<Html> parts = new ArrayList<>();
        parts.add(Element.of("h2").text("Accuracy against time"));
        parts.add(Element.of("div", "wide")
                .with("role", "region")
                .with("aria-label", "Accuracy against time")
                .with("tabindex", "0")
                .holding(chart.toSvg("Accuracy against time")));
        if (backbones.size() > 1) {
            parts.add(Element.of("p", "hint").text("Networks: " + networks() + "."));
        }
        parts.add(Element.of("figcaption")
                .text(
                        "Image AUROC and the time for one picture, on a logarithmic axis: better methods are higher, faster"
                                + " ones farther left. Vertical lines are 95% intervals. A line joins the memory banks of"
                                + " different sizes of PatchCore."));
        return Element.of("figure", "chart accuracy").holding(parts);
    }

    private String networks() {
        final List<String> words = new ArrayList<>();
        for (int i = 0; i < backbones.size(); i++) {
            words.add(backbones.get(i) + (i == 0 ? " filled" : i == 1 ? " hollow" : " dashed"));
        }
        return String.join(", ", words);
    }

    private void draw() {
        backbones.forEach(this::joinBanks);
        final List<LabelPlacement.Label> labels = LabelPlacement.of(
                chart.plot(),
                points.stream()
                        .map(point -> new LabelPlacement.Point(
                                x(point), y(point), RADIUS, point.method().length() * LETTER))
                        .toList());
        for (int i = 0; i < labels.size(); i++) {
            label(points.get(i), labels.get(i));
        }
        points.forEach(point -> chart.add(mark(point)));
    }

    /** Draws a line from the fastest memory bank of PatchCore to the slowest, those with exact search only. */
    private void joinBanks(final String backbone) {
        final List<Point> banks = points.stream()
                .filter(point -> point.backbone().equals(backbone) && point.isExactPatchCore())
                .toList();
        for (int i = 1; i < banks.size(); i++) {
            final Point from = banks.get(i - 1);
            final Point to = banks.get(i);
            chart.add(line("banks", x(from), y(from), x(to), y(to)));
        }
    }

    private void label(final Point point, final LabelPlacement.Label label) {
        label.leader()
                .ifPresent(leader ->
                        chart.add(line("leader", leader.getX1(), leader.getY1(), leader.getX2(), leader.getY2())));
        chart.add(Chart.label(
                        label.before() ? label.box().getMaxX() : label.box().getMinX(),
                        label.box().getMaxY() - BASELINE,
                        label.before() ? "end" : "start",
                        point.method())
                .with("class", "name"));
    }

    private Html mark(final Point point) {
        final int backbone = backbones.indexOf(point.backbone());
        final Shape shape = point.shape();
        return Element.of("g", shape.styleClass + (backbone == 0 ? "" : " hollow") + (backbone > 1 ? " dashed" : ""))
                .holding(
                        Element.of("title")
                                .text(point.method() + " with " + point.backbone() + ": "
                                        + Figures.metric(point.auroc()) + " at " + time(rounded(point.millis()))),
                        line("interval", x(point), chart.y(point.low()), x(point), chart.y(point.high())),
                        Element.of("path", "mark")
                                .with("transform", "translate(" + Chart.pair(x(point), y(point)) + ")")
                                .with("d", shape.path));
    }

    private static String time(final double millis) {
        return millis < 1000 ? Figures.plain(millis) + " ms" : Figures.plain(millis / 1000) + " s";
    }

    private static double rounded(final double millis) {
        return millis < 10 ? Math.round(millis * 10) / 10.0 : Math.round(millis);
    }

    private double x(final Point point) {
        return chart.x(point.millis());
    }

    private double y(final Point point) {
        return chart.y(point.auroc());
    }

    private static Element line(
            final String styleClass, final double x1, final double y1, final double x2, final double y2) {
        return Element.of("line", styleClass)
                .with("x1", Chart.number(x1))
                .with("y1", Chart.number(y1))
                .with("x2", Chart.number(x2))
                .with("y2", Chart.number(y2));
    }

    /** The mark of a method, around the origin. */
    private enum Shape {
        CIRCLE("good", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"),
        SQUARE("defective", "M-6 -6H6V6H-6Z"),
        TRIANGLE("neutral", "M0 -7L7 6H-7Z"),
        DIAMOND("neutral", "M0 -7L7 0L0 7L-7 0Z");

        private final String styleClass;
        private final String path;

        Shape(final String styleClass, final String path) {
            this.styleClass = styleClass;
            this.path = path;
        }
    }

    /** The accuracy and the time of one method. */
    private record Point(String method, String backbone, double auroc, double low, double high, double millis) {
        static @Nullable Point of(final Result result) {
            final Result.Accuracy accuracy = result.accuracy();
            final Result.Cost cost = result.cost();
            if (accuracy == null || cost == null || accuracy.imageAuroc() == null) {
                return null;
            }
            final double auroc = accuracy.imageAuroc();
            return new Point(
                    result.method(),
                    result.backbone(),
                    auroc,
                    accuracy.imageAurocLow() == null ? auroc : accuracy.imageAurocLow(),
                    accuracy.imageAurocHigh() == null ? auroc : accuracy.imageAurocHigh(),
                    cost.pictureMillis());
        }

        Shape shape() {
            if (method.startsWith("patchcore")) {
                return Shape.CIRCLE;
            }
            return method.startsWith("spade")
                    ? Shape.SQUARE
                    : method.startsWith("padim") ? Shape.TRIANGLE : Shape.DIAMOND;
        }

        boolean isExactPatchCore() {
            return shape() == Shape.CIRCLE && method.indexOf('+') < 0;
        }
    }
}
