package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.blemish.report.Chart.Ink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Axis ACROSS = Axis.linear("Time", 0, 10);
    private static final Axis UP = Axis.linear("Level", 0, 5);

    @Test
    void valuesLieBetweenTheAxes() {
        final Chart chart = new Chart(400, 300, ACROSS, UP);
        assertThat(chart.x(0)).isEqualTo(chart.plot().getMinX());
        assertThat(chart.x(10)).isCloseTo(chart.plot().getMaxX(), offset(1e-9));
        assertThat(chart.y(0)).isEqualTo(chart.plot().getMaxY());
        assertThat(chart.y(5)).isCloseTo(chart.plot().getMinY(), offset(1e-9));
        assertThat(chart.x(5)).isCloseTo(chart.plot().getCenterX(), offset(1e-9));
    }

    @Test
    void aLineGoesThroughItsPoints() throws IOException {
        final Chart chart =
                new Chart(400, 300, ACROSS, UP).line("a", Ink.GOOD, new double[] {0, 5, 10}, new double[] {1, 4, 2});
        assertThat(written(chart.toSvg("Title")))
                .contains("<path class=\"line good\" d=\"M" + at(chart, 0, 1) + "L" + at(chart, 5, 4) + "L"
                        + at(chart, 10, 2) + "\">");
    }

    @Test
    void aLongLineKeepsItsPeaksInABoundedNumberOfCharacters() throws IOException {
        final int count = 200_000;
        final double[] x = new double[count];
        final double[] y = new double[count];
        final Random random = new Random(3);
        for (int i = 0; i < count; i++) {
            x[i] = 10.0 * i / count;
            y[i] = 2 + random.nextDouble();
        }
        y[77_777] = 5;
        y[123_456] = 0;
        final Chart chart = new Chart(440, 300, ACROSS, UP).line("a", Ink.GOOD, x, y);
        final String svg = written(chart.toSvg("Title"));
        assertThat(svg.length()).isLessThan(28_000);
        assertThat(svg.indexOf("V" + Chart.number(chart.y(5)) + "L")).isPositive();
        assertThat(svg.indexOf("V" + Chart.number(chart.y(0)) + "V")).isPositive();
    }

    @Test
    void anAreaEndsAtTheBottomBelowItsStart() throws IOException {
        final Chart chart =
                new Chart(400, 300, ACROSS, UP).area("a", Ink.DEFECTIVE, new double[] {2, 4}, new double[] {1, 1});
        assertThat(written(chart.toSvg("Title")))
                .contains("V" + Chart.number(chart.y(0)) + "H" + Chart.number(chart.x(2)) + "Z\"");
    }

    @Test
    void aBandHasTheFullHeight() throws IOException {
        final Chart chart = new Chart(400, 300, ACROSS, UP)
                .bands("a", Ink.DEFECTIVE, List.of(new double[] {1, 2}, new double[] {6, 7}));
        assertThat(written(chart.toSvg("Title")))
                .contains("M" + at(chart, 1, 5) + "H" + Chart.number(chart.x(2)) + "V" + Chart.number(chart.y(0)) + "H"
                        + Chart.number(chart.x(1)) + "ZM" + at(chart, 6, 5));
    }

    @Test
    void theKeyNamesTheSeriesInOrder() throws IOException {
        final Chart chart = new Chart(400, 300, ACROSS, UP)
                .dashes("first", Ink.NEUTRAL, new double[] {0, 1}, new double[] {0, 1})
                .point("<second>", Ink.GOOD, 1, 1);
        assertThat(written(chart.toKey()).split("</svg>"))
                .satisfiesExactly(
                        start -> assertThat(start).startsWith("<ul class=\"key\"><li>"),
                        first -> assertThat(first).startsWith("first</li>"),
                        second -> assertThat(second).isEqualTo("&lt;second&gt;</li></ul>"));
    }

    @Test
    void longLabelsOfTheVerticalAxisTakeMoreRoom() {
        final double few = new Chart(400, 300, ACROSS, UP).plot().getMinX();
        final double many = new Chart(400, 300, ACROSS, Axis.linear("Level", 0, 0.001))
                .plot()
                .getMinX();
        assertThat(many - few).isBetween(30.0, 60.0);
    }

    @Test
    void numbersHaveAtMostOneDecimal() {
        assertThat(Arrays.stream(new double[] {0, 1.04, 1.05, -2.349, 100, 1234.56})
                        .mapToObj(Chart::number))
                .containsExactly("0", "1", "1.1", "-2.3", "100", "1234.6");
    }

    private static String at(final Chart chart, final double x, final double y) {
        return Chart.pair(chart.x(x), chart.y(y));
    }

    private static String written(final Html html) throws IOException {
        final StringBuilder out = new StringBuilder();
        html.writeTo(out);
        return out.toString();
    }
}
