package io.blemish.report;

import io.blemish.comparison.Comparison;
import io.blemish.comparison.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy against time, as in the PatchCore paper's figure of inference times: each method a point, the better the higher,
 * the faster the farther left. Drawn as SVG, so that it follows the page's colours and its labels are text.
 */
final class AccuracyPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final int LEFT = 66;
    private static final int RIGHT = 24;
    private static final int TOP = 16;
    private static final int BOTTOM = 52;
    private static final double RADIUS = 6;

    /** Of a letter of a label, more rather than less. */
    private static final double LETTER = 8.4;

    private static final double LINE = 17;

    /** Between a point and its label. */
    private static final double GAP = 10;

    /** Lines between a point and its label, less than. */
    private static final int FARTHEST = 8;

    /** Steps that people count in. */
    private static final double[] STEPS = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2};

    private static final int MOST_TICKS = 8;

    private final Comparison comparison;
    private final List<Point> points;
    private final List<String> backbones;
    private final double left;
    private final double right;
    private final double low;
    private final double high;
    private final double step;

    private AccuracyPlot(final Comparison comparison, final List<Point> points) {
        this.comparison = comparison;
        this.points = points;
        this.backbones = points.stream().map(Point::backbone).distinct().toList();
        final double fastest = points.stream().mapToDouble(Point::millis).min().orElseThrow();
        final double slowest = points.stream().mapToDouble(Point::millis).max().orElseThrow();
        this.left = Math.log10(fastest) - 0.12;
        this.right = Math.log10(slowest) + 0.25;
        final double lowest = points.stream().mapToDouble(Point::low).min().orElseThrow();
        final double highest = points.stream().mapToDouble(Point::high).max().orElseThrow();
        this.step = step(highest - lowest);
        this.low = Math.max(0, Math.floor(lowest / step) * step);
        this.high = Math.min(1, Math.max(low + step, Math.ceil(highest / step) * step));
    }

    private static double step(final double range) {
        for (final double step : STEPS) {
            if (range / step <= MOST_TICKS - 2) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    /** The plot with its words; nothing where no accuracy is known. */
    static List<Html> of(final Comparison comparison) {
        final List<Point> points = comparison.results().stream()
                .map(Point::of)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Point::millis))
                .toList();
        return points.isEmpty() ? List.of() : List.of(new AccuracyPlot(comparison, points).figure());
    }

    private Html figure() {
        final List<Html> parts = new ArrayList<>();
        parts.add(Element.of("h3").text("Accuracy against time"));
        parts.add(svg());
        if (backbones.size() > 1) {
            parts.add(Element.of("p", "hint").text("Networks: " + networks() + "."));
        }
        parts.add(Element.of("figcaption")
                .text("Image AUROC against the time for one picture, on a logarithmic axis: the better the higher, the"
                        + " faster the farther left. Vertical lines are 95% intervals. A line joins PatchCore's memory"
                        + " banks of different sizes."));
        return Element.of("figure", "plot accuracy").holding(parts);
    }

    private String networks() {
        final List<String> words = new ArrayList<>();
        for (int i = 0; i < backbones.size(); i++) {
            words.add(backbones.get(i) + (i == 0 ? " filled" : i == 1 ? " hollow" : " dashed"));
        }
        return String.join(", ", words);
    }

    private Html svg() {
        final List<Html> parts = new ArrayList<>();
        axes(parts);
        for (final String backbone : backbones) {
            course(parts, backbone);
        }
        final List<Box> taken = new ArrayList<>();
        points.forEach(point -> taken.add(Box.around(x(point), y(point))));
        for (final Point point : points) {
            label(parts, point, taken);
        }
        for (final Point point : points) {
            parts.add(mark(point));
        }
        return Element.of("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .with("role", "img")
                .with("aria-label", "Accuracy against time. " + comparison.sentence())
                .holding(parts);
    }

    private void axes(final List<Html> parts) {
        for (int i = 0; low + i * step <= high + step / 2; i++) {
            final double value = low + i * step;
            parts.add(line("grid", LEFT, y(value), WIDTH - RIGHT, y(value)));
            parts.add(text(
                    "tick",
                    LEFT - 8,
                    y(value) + 4,
                    "end",
                    String.format(Locale.ROOT, step < 0.01 ? "%.3f" : "%.2f", value)));
        }
        for (int exponent = (int) Math.floor(left); exponent <= right; exponent++) {
            for (final int digit : new int[] {1, 2, 5}) {
                final double millis = digit * Math.pow(10, exponent);
                final double at = Math.log10(millis);
                if (at >= left && at <= right) {
                    parts.add(line("grid", x(millis), TOP, x(millis), HEIGHT - BOTTOM));
                    parts.add(text("tick", x(millis), HEIGHT - BOTTOM + 18, "middle", time(millis)));
                }
            }
        }
        parts.add(text("title", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "Time for one picture"));
        parts.add(text("title", 16, (TOP + HEIGHT - BOTTOM) / 2.0, "middle", "Image AUROC")
                .with("transform", "rotate(-90 16 " + number((TOP + HEIGHT - BOTTOM) / 2.0) + ")"));
    }

    private static String time(final double millis) {
        return millis < 1000 ? Figures.plain(millis) + " ms" : Figures.plain(millis / 1000) + " s";
    }

    /** PatchCore's banks from the fastest to the slowest, exact search only. */
    private void course(final List<Html> parts, final String backbone) {
        final List<Point> banks = points.stream()
                .filter(point -> point.backbone().equals(backbone) && point.isExactPatchCore())
                .toList();
        for (int i = 1; i < banks.size(); i++) {
            final Point from = banks.get(i - 1);
            final Point to = banks.get(i);
            parts.add(line("course", x(from), y(from), x(to), y(to)));
        }
    }

    private Html mark(final Point point) {
        final String kind = point.kind()
                + (backbones.indexOf(point.backbone()) == 0 ? "" : " other")
                + (backbones.indexOf(point.backbone()) > 1 ? " dashed" : "");
        final double x = x(point);
        final double y = y(point);
        return Element.of("g", kind)
                .holding(
                        Element.of("title")
                                .text(point.method() + " with " + point.backbone() + ": "
                                        + Figures.metric(point.auroc()) + " at " + time(rounded(point.millis()))),
                        line("interval", x, y(point.low()), x, y(point.high())),
                        point.kind().equals("spade")
                                ? Element.of("rect", "mark")
                                        .with("x", number(x - RADIUS))
                                        .with("y", number(y - RADIUS))
                                        .with("width", number(2 * RADIUS))
                                        .with("height", number(2 * RADIUS))
                                : point.kind().equals("padim")
                                        ? Element.of("path", "mark")
                                                .with(
                                                        "d",
                                                        "M" + number(x) + " " + number(y - RADIUS - 1) + "L"
                                                                + number(x + RADIUS + 1) + " " + number(y + RADIUS)
                                                                + "L" + number(x - RADIUS - 1) + " "
                                                                + number(y + RADIUS) + "Z")
                                        : Element.of("circle", "mark")
                                                .with("cx", number(x))
                                                .with("cy", number(y))
                                                .with("r", number(RADIUS)));
    }

    private static double rounded(final double millis) {
        return millis < 10 ? Math.round(millis * 10) / 10.0 : Math.round(millis);
    }

    /** At the first place near its point where it covers nothing, and joined to it by a line unless right beside it. */
    private void label(final List<Html> parts, final Point point, final List<Box> taken) {
        final double x = x(point);
        final double y = y(point);
        final List<Box> places = places(x, y, point.method().length() * LETTER);
        final Box chosen = places.stream()
                .filter(box -> box.inside() && taken.stream().noneMatch(box::meets))
                .findFirst()
                .orElse(places.get(0));
        taken.add(chosen);
        final double middle = chosen.y() + LINE / 2;
        final double end = Math.max(chosen.x(), Math.min(x, chosen.x() + chosen.width()));
        if (Math.abs(middle - y) > LINE / 2) {
            parts.add(line("leader", x, y, end, middle < y ? chosen.y() + LINE - 2 : chosen.y() + 3));
        }
        final boolean before = chosen.x() < x;
        parts.add(text(
                "name",
                before ? chosen.x() + chosen.width() : chosen.x(),
                chosen.y() + LINE - 4,
                before ? "end" : "start",
                point.method()));
    }

    /** Where a label may go, the best places first: beside the point, then higher and lower. */
    private static List<Box> places(final double x, final double y, final double width) {
        final List<Box> places = new ArrayList<>();
        for (int step = 0; step < 2 * FARTHEST - 1; step++) {
            final int away = (step + 1) / 2;
            final double top = y - LINE / 2 + (step % 2 == 0 ? away : -away) * LINE;
            places.add(new Box(x + GAP, top, width, LINE));
            places.add(new Box(x - GAP - width, top, width, LINE));
        }
        return places;
    }

    private double x(final double millis) {
        return LEFT + (Math.log10(millis) - left) / (right - left) * (WIDTH - LEFT - RIGHT);
    }

    private double x(final Point point) {
        return x(point.millis());
    }

    private double y(final double auroc) {
        return HEIGHT - BOTTOM - (auroc - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
    }

    private double y(final Point point) {
        return y(point.auroc());
    }

    private static Element line(final String kind, final double x1, final double y1, final double x2, final double y2) {
        return Element.of("line", kind)
                .with("x1", number(x1))
                .with("y1", number(y1))
                .with("x2", number(x2))
                .with("y2", number(y2));
    }

    private static Element text(
            final String kind, final double x, final double y, final String anchor, final String text) {
        return Element.of("text", kind)
                .with("x", number(x))
                .with("y", number(y))
                .with("text-anchor", anchor)
                .text(text);
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** One method's accuracy and time. */
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

        String kind() {
            return method.startsWith("spade") ? "spade" : method.startsWith("padim") ? "padim" : "patchcore";
        }

        boolean isExactPatchCore() {
            return kind().equals("patchcore") && method.indexOf('+') < 0;
        }
    }

    /** A place that is taken. */
    private record Box(double x, double y, double width, double height) {
        static Box around(final double x, final double y) {
            return new Box(x - RADIUS - 1, y - RADIUS - 1, 2 * RADIUS + 2, 2 * RADIUS + 2);
        }

        boolean meets(final Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }

        boolean inside() {
            return x >= LEFT && x + width <= WIDTH - 2 && y >= 0 && y + height <= HEIGHT - BOTTOM;
        }
    }
}
