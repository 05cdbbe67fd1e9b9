package io.blemish.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart with two axes, drawn as SVG: its colours come from the style sheet and so follow the reader's choice of a light
 * or a dark screen, its labels are text, and it is sharp at every size. Series are drawn in the order in which they are
 * added.
 */
final class Chart {
    private static final int TOP = 12;
    private static final int RIGHT = 18;
    private static final int BOTTOM = 50;
    /** The room on the left for the title of the axis and for the gaps beside the labels. */
    private static final int TITLE = 36;
    /** The width of a digit in the larger size that the style sheet gives labels on narrow screens. */
    private static final double DIGIT = 9.5;

    private static final double POINT_RADIUS = 5.5;
    /** The width in which a line needs no more than its first, lowest, highest and last point. */
    private static final double COLUMN = 0.5;

    private final int width;
    private final int height;
    private final Axis across;
    private final Axis up;
    private final double left;
    private final List<Html> drawn = new ArrayList<>();
    private final List<Html> keys = new ArrayList<>();

    /**
     * Makes an empty chart.
     *
     * @param width in user units; 1 is about a pixel
     * @param height in the same units
     */
    Chart(final int width, final int height, final Axis across, final Axis up) {
        this.width = width;
        this.height = height;
        this.across = across;
        this.up = up;
        this.left = TITLE
                + DIGIT
                        * up.ticks().stream()
                                .mapToInt(tick -> tick.label().length())
                                .max()
                                .orElse(0);
    }

    /** The colours of series. */
    enum Ink {
        GOOD,
        DEFECTIVE,
        NEUTRAL
    }

    /** How a series is drawn, with a sample for the key, 24 units wide and 14 high. */
    private enum Style {
        LINE("M0 7H24"),
        DASHES("M0 7H24"),
        AREA("M1 2H23V12H1Z"),
        BAND("M1 2H23V12H1Z"),
        POINT("M6.5 7a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0");

        private final String sample;

        Style(final String sample) {
            this.sample = sample;
        }
    }

    Chart line(final String name, final Ink ink, final double[] x, final double[] y) {
        return series(Style.LINE, name, ink, path(x, y));
    }

    Chart dashes(final String name, final Ink ink, final double[] x, final double[] y) {
        return series(Style.DASHES, name, ink, path(x, y));
    }

    /** Adds the area between a line and the bottom of the chart. */
    Chart area(final String name, final Ink ink, final double[] x, final double[] y) {
        return series(Style.AREA, name, ink, path(x, y) + "V" + number(plot().getMaxY()) + "H" + number(x(x[0])) + "Z");
    }

    /**
     * Adds ranges of the horizontal axis in the full height of the chart.
     *
     * @param ranges start and end of each
     */
    Chart bands(final String name, final Ink ink, final List<double[]> ranges) {
        final StringBuilder path = new StringBuilder();
        for (final double[] range : ranges) {
            path.append('M').append(pair(x(range[0]), plot().getMinY()));
            path.append('H').append(number(x(range[1])));
            path.append('V').append(number(plot().getMaxY()));
            path.append('H').append(number(x(range[0]))).append('Z');
        }
        return series(Style.BAND, name, ink, path.toString());
    }

    Chart point(final String name, final Ink ink, final double x, final double y) {
        final String arc = "a" + pair(POINT_RADIUS, POINT_RADIUS) + " 0 1 0 ";
        return series(
                Style.POINT,
                name,
                ink,
                "M" + pair(x(x) - POINT_RADIUS, y(y)) + arc + number(2 * POINT_RADIUS) + " 0" + arc
                        + number(-2 * POINT_RADIUS) + " 0");
    }

    private Chart series(final Style style, final String name, final Ink ink, final String path) {
        final String styleClass = lowerCase(style) + " " + lowerCase(ink);
        drawn.add(Element.of("path", styleClass).with("d", path));
        keys.add(Element.of("li")
                .holding(
                        Element.of("svg")
                                .with("xmlns", "http://www.w3.org/2000/svg")
                                .with("viewBox", "0 0 24 14")
                                .with("aria-hidden", "true")
                                .holding(Element.of("path", styleClass).with("d", style.sample)),
                        Html.text(name)));
        return this;
    }

    /** Adds an element of SVG that is not in the key. */
    Chart add(final Html element) {
        drawn.add(element);
        return this;
    }

    /** The rectangle between the axes. */
    Rectangle2D plot() {
        return new Rectangle2D.Double(left, TOP, width - RIGHT - left, height - BOTTOM - TOP);
    }

    double x(final double value) {
        return plot().getMinX() + across.position(value) * plot().getWidth();
    }

    double y(final double value) {
        return plot().getMaxY() - up.position(value) * plot().getHeight();
    }

    /**
     * The path of a line. It has at most four points for each column of pixels, however many points the line has: nobody
     * could see more.
     */
    private String path(final double[] x, final double[] y) {
        final StringBuilder path = new StringBuilder();
        int first = 0;
        while (first < x.length) {
            double low = y[first];
            double high = y[first];
            int last = first;
            while (last + 1 < x.length && column(x[last + 1]) == column(x[first])) {
                last++;
                low = Math.min(low, y[last]);
                high = Math.max(high, y[last]);
            }
            path.append(first == 0 ? 'M' : 'L').append(pair(x(x[first]), y(y[first])));
            if (last - first > 1) {
                path.append('V').append(number(y(low))).append('V').append(number(y(high)));
            }
            if (last > first) {
                path.append('L').append(pair(x(x[last]), y(y[last])));
            }
            first = last + 1;
        }
        return path.toString();
    }

    private long column(final double value) {
        return (long) Math.floor(x(value) / COLUMN);
    }

    /**
     * The chart as an SVG element.
     *
     * @param title the name of the chart for those who do not see it
     */
    Element toSvg(final String title) {
        final List<Html> parts = new ArrayList<>();
        parts.add(Element.of("title").text(title));
        parts.add(Element.of("desc").text(description()));
        parts.add(grid());
        parts.addAll(labels());
        parts.addAll(drawn);
        return Element.of("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("viewBox", "0 0 " + width + " " + height)
                .with("role", "img")
                .holding(parts);
    }

    private String description() {
        return "Horizontal axis: " + range(across) + ". Vertical axis: " + range(up) + ".";
    }

    private static String range(final Axis axis) {
        final List<Axis.Tick> ticks = axis.ticks();
        return ticks.isEmpty()
                ? axis.title()
                : axis.title() + ", with ticks from " + ticks.get(0).label() + " to "
                        + ticks.get(ticks.size() - 1).label();
    }

    private Html grid() {
        final StringBuilder path = new StringBuilder();
        across.ticks()
                .forEach(tick -> path.append('M')
                        .append(pair(x(tick.value()), plot().getMinY()))
                        .append('V')
                        .append(number(plot().getMaxY())));
        up.ticks()
                .forEach(tick -> path.append('M')
                        .append(pair(plot().getMinX(), y(tick.value())))
                        .append('H')
                        .append(number(plot().getMaxX())));
        return Element.of("path", "grid").with("d", path.toString());
    }

    private List<Html> labels() {
        final List<Html> labels = new ArrayList<>();
        across.ticks()
                .forEach(tick -> labels.add(label(x(tick.value()), plot().getMaxY() + 18, "middle", tick.label())));
        up.ticks().forEach(tick -> labels.add(label(left - 8, y(tick.value()) + 5, "end", tick.label())));
        labels.add(label(plot().getMinX() + plot().getWidth() / 2, height - 7, "middle", across.title()));
        final double middle = plot().getMinY() + plot().getHeight() / 2;
        labels.add(label(16, middle, "middle", up.title()).with("transform", "rotate(-90 16 " + number(middle) + ")"));
        return labels;
    }

    /**
     * A text in the chart.
     *
     * @param anchor which end of the text is at the position: start, middle or end
     */
    static Element label(final double x, final double y, final String anchor, final String text) {
        return Element.of("text")
                .with("x", number(x))
                .with("y", number(y))
                .with("text-anchor", anchor)
                .text(text);
    }

    /** The key: a sample and the name of each series. */
    Html toKey() {
        return Element.of("ul", "key").holding(keys);
    }

    static String pair(final double x, final double y) {
        return number(x) + " " + number(y);
    }

    /** A number with at most one digit after the point. */
    static String number(final double value) {
        final long tenths = Math.round(10 * value);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    private static String lowerCase(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
