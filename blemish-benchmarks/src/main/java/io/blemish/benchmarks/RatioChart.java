package io.blemish.benchmarks;

import io.blemish.benchmarks.PeerRatios.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ratios of one kind of work over the versions, as SVG.
 *
 * @param versions the oldest first, at least one
 * @param ratios one for each version; empty where it was not measured
 */
record RatioChart(List<String> versions, List<Optional<Ratio>> ratios) {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int LEFT = 46;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 26;

    /** Room above the largest and below the smallest value, as a factor. */
    private static final double ROOM = 1.5;

    /** More names of versions than this do not fit beside each other. */
    private static final int MOST_NAMES = 6;

    private static final double[] STEPS = {1, 2, 5};
    private static final double DECADE = 10;

    RatioChart {
        versions = List.copyOf(versions);
        ratios = List.copyOf(ratios);
    }

    String svg() {
        final double low = ratios.stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(Ratio::smallest)
                        .min()
                        .orElse(1)
                / ROOM;
        final double high = ratios.stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(Ratio::largest)
                        .max()
                        .orElse(1)
                * ROOM;
        final StringBuilder svg =
                new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\">\n");
        for (final double tick : ticks(low, high)) {
            final double y = y(tick, low, high);
            svg.append(line(LEFT, y, WIDTH - RIGHT, y, tick == 1 ? "#8a97a5" : "#e6eaef", 1));
            svg.append(text(LEFT - 6, y + 4, "end", "", RatioPage.number(tick)));
        }
        final int each = (versions.size() + MOST_NAMES - 1) / MOST_NAMES;
        for (int i = 0; i < versions.size(); i++) {
            // The newest version always has its name.
            if ((versions.size() - 1 - i) % each == 0) {
                svg.append(text(x(i), HEIGHT - 8, "middle", "", versions.get(i)));
            }
        }
        final List<String> path = new ArrayList<>();
        for (int i = 0; i < ratios.size(); i++) {
            final double x = x(i);
            ratios.get(i).ifPresent(ratio -> path.add(point(x, y(ratio.ratio(), low, high))));
        }
        svg.append("<polyline points=\"" + String.join(" ", path)
                + "\" fill=\"none\" stroke=\"#2f6fb0\" stroke-width=\"1.5\"/>\n");
        for (int i = 0; i < ratios.size(); i++) {
            final boolean named = (ratios.size() - 1 - i) % each == 0;
            final double x = x(i);
            final String version = versions.get(i);
            ratios.get(i).ifPresent(ratio -> svg.append(mark(version, ratio, x, low, high, named)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String mark(
            final String version,
            final Ratio ratio,
            final double x,
            final double low,
            final double high,
            final boolean named) {
        final double y = y(ratio.ratio(), low, high);
        return "<g><title>" + RatioPage.escape(version) + ": " + RatioPage.words(ratio) + "</title>\n"
                + line(x, y(ratio.smallest(), low, high), x, y(ratio.largest(), low, high), "#9dbbdb", 5)
                + String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#2f6fb0\"/>\n", x, y)
                + (named
                        ? text(x, y(ratio.largest(), low, high) - 7, "middle", "value", RatioPage.number(ratio.ratio()))
                        : "")
                + "</g>\n";
    }

    /** Round numbers between the ends; their first digits are 1, 2 or 5. */
    private static List<Double> ticks(final double low, final double high) {
        final List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (final double step : STEPS) {
                final double tick = power < 0 ? step / Math.pow(DECADE, -power) : step * Math.pow(DECADE, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private double x(final int version) {
        return LEFT + (version + 0.5) * (WIDTH - LEFT - RIGHT) / versions.size();
    }

    private static double y(final double ratio, final double low, final double high) {
        return HEIGHT
                - BOTTOM
                - (HEIGHT - TOP - BOTTOM) * (Math.log(ratio) - Math.log(low)) / (Math.log(high) - Math.log(low));
    }

    private static String point(final double x, final double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private static String line(
            final double x1, final double y1, final double x2, final double y2, final String colour, final int width) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>\n",
                x1,
                y1,
                x2,
                y2,
                colour,
                width);
    }

    private static String text(
            final double x, final double y, final String anchor, final String kind, final String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n",
                x,
                y,
                anchor,
                kind.isEmpty() ? "" : " class=\"" + kind + "\"",
                RatioPage.escape(words));
    }
}
