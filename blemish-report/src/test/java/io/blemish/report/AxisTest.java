package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, 0 20 40 60 80 100",
        "0, 30, 0 5 10 15 20 25 30",
        "6.9, 10.1, 7.0 7.5 8.0 8.5 9.0 9.5 10.0",
        "-0.3, 0.3, -0.3 -0.2 -0.1 0.0 0.1 0.2 0.3",
        "0.93, 0.951, 0.930 0.935 0.940 0.945 0.950",
        "1999990, 2000010, 1.999990e+06 1.999995e+06 2.000000e+06 2.000005e+06 2.000010e+06",
        "0, 0.000003, 0 5.0e-07 1.0e-06 1.5e-06 2.0e-06 2.5e-06 3.0e-06"
    })
    void linearTicksAreRoundNumbers(final double from, final double to, final String labels) {
        assertThat(labels(Axis.linear("", from, to))).containsExactly(labels.split(" "));
    }

    @Test
    void everyLinearAxisHasTwoToEightTicksWithDifferentLabels() {
        final Random random = new Random(1);
        for (int run = 0; run < 1000; run++) {
            final double from = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            final double to = from + random.nextDouble(0.01, 1) * Math.pow(10, random.nextInt(12) - 6);
            final Axis axis = Axis.linear("", from, to);
            assertThat(labels(axis))
                    .as("%s to %s", from, to)
                    .hasSizeBetween(2, 8)
                    .doesNotHaveDuplicates();
            assertThat(axis.ticks())
                    .allSatisfy(tick -> assertThat(axis.position(tick.value())).isBetween(-1e-6, 1 + 1e-6));
        }
    }

    @Test
    void aLogarithmicAxisHasTicksAtOneTwoAndFive() {
        assertThat(labels(Axis.logarithmic("", 15, 600, 10, Figures::plain)))
                .containsExactly("20", "50", "100", "200", "500");
    }

    @Test
    void aLogarithmicAxisHasTicksAtPowersOfTenIfThereIsNoRoomForMore() {
        assertThat(labels(Axis.logarithmic("", 15, 30_000, 5, Figures::plain))).containsExactly("100", "1000", "10000");
    }

    @Test
    void equalFactorsAreEqualDistancesOnALogarithmicAxis() {
        final Axis axis = Axis.logarithmic("", 1, 10_000, 5, Figures::plain);
        assertThat(axis.position(1)).isZero();
        assertThat(axis.position(10)).isCloseTo(0.25, offset(1e-12));
        assertThat(axis.position(100)).isCloseTo(0.5, offset(1e-12));
    }

    private static List<String> labels(final Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::label).toList();
    }
}
