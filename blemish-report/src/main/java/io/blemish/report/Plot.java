package io.blemish.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot in the report's style, drawn by XChart on a transparent ground. */
final class Plot {
    static final int WIDTH = 440;
    static final int HEIGHT = 340;
    /** For a course over time, of which a page shows many. */
    static final int LOW = 230;

    /** Pixels of the picture for one of the page, for fine screens and printers. */
    private static final int DENSITY = 2;

    /** Less than all, so that the labels at both ends of an axis have room. */
    private static final double CONTENT = 0.94;

    private static final Color TRANSPARENT = new Color(0, 0, 0, 0);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final int MARKER_SIZE = 11;
    private static final float LINE_WIDTH = 2.2f;
    private static final float THIN = 1.4f;

    private final int height;
    private final XYChart chart;
    private final Theme theme;

    Plot(final String xTitle, final String yTitle, final Theme theme) {
        this(xTitle, yTitle, HEIGHT, theme);
    }

    Plot(final String xTitle, final String yTitle, final int height, final Theme theme) {
        this.height = height;
        this.theme = theme;
        this.chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        style(chart.getStyler());
    }

    /** Whether this computer can draw text. Without any font Java fails, and in each version with another error. */
    static boolean possible() {
        try {
            return new TextLayout("0", FONT, new FontRenderContext(null, true, true)).getAdvance() > 0;
        } catch (final RuntimeException | InternalError | LinkageError e) {
            return false;
        }
    }

    private void style(final XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartTitleVisible(false);
        styler.setChartBackgroundColor(TRANSPARENT);
        styler.setPlotBackgroundColor(TRANSPARENT);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(theme.faint());
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotMargin(0);
        styler.setPlotContentSize(CONTENT);
        styler.setChartPadding(4);
        styler.setChartFontColor(theme.ink());
        styler.setXAxisTitleColor(theme.ink());
        styler.setYAxisTitleColor(theme.ink());
        styler.setAxisTitleFont(FONT);
        styler.setAxisTickLabelsFont(FONT);
        styler.setAxisTickLabelsColor(theme.ink());
        styler.setAxisTickMarksColor(theme.faint());
        styler.setXAxisTickMarkSpacingHint(60);
        styler.setLegendFont(FONT);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendBackgroundColor(TRANSPARENT);
        styler.setLegendBorderColor(TRANSPARENT);
        styler.setLegendPadding(10);
        styler.setMarkerSize(MARKER_SIZE);
    }

    int height() {
        return height;
    }

    Plot xRange(final double from, final double to) {
        chart.getStyler().setXAxisMin(from).setXAxisMax(to);
        return this;
    }

    Plot yRange(final double from, final double to) {
        chart.getStyler().setYAxisMin(from).setYAxisMax(to);
        return this;
    }

    Plot ticks(final String pattern) {
        chart.getStyler().setXAxisDecimalPattern(pattern);
        return this;
    }

    Plot line(final String name, final double[] x, final double[] y, final Color color) {
        series(name, x, y, color, XYSeriesRenderStyle.Line)
                .setLineStyle(new BasicStroke(LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return this;
    }

    Plot dashes(final String name, final double[] x, final double[] y, final Color color) {
        series(name, x, y, color, XYSeriesRenderStyle.Line)
                .setLineStyle(
                        new BasicStroke(THIN, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
        return this;
    }

    Plot area(final String name, final double[] x, final double[] y, final Color color) {
        final XYSeries series = series(name, x, y, color, XYSeriesRenderStyle.Area);
        series.setFillColor(Theme.fill(color));
        series.setLineStyle(new BasicStroke(THIN));
        return this;
    }

    Plot point(final String name, final double x, final double y, final Color color) {
        final XYSeries series = series(name, new double[] {x}, new double[] {y}, color, XYSeriesRenderStyle.Scatter);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
        return this;
    }

    private XYSeries series(
            final String name, final double[] x, final double[] y, final Color color, final XYSeriesRenderStyle style) {
        final XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(style);
        series.setLineColor(color);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** The plot as PNG. */
    byte[] toPng() {
        final BufferedImage image = new BufferedImage(DENSITY * WIDTH, DENSITY * height, BufferedImage.TYPE_INT_ARGB);
        final Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(DENSITY, DENSITY);
            chart.paint(graphics, WIDTH, height);
        } finally {
            graphics.dispose();
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", memory);
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }
}
