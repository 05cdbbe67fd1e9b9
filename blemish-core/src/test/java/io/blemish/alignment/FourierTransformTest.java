package io.blemish.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FourierTransformTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @ParameterizedTest
    @CsvSource({"1, 8", "8, 1", "4, 16", "16, 4", "8, 8"})
    void theTransformIsTheSumOfItsDefinition(final int rows, final int columns) {
        final double[] values =
                new SplittableRandom(rows).doubles((long) rows * columns, -1, 1).toArray();
        final Grid transform = FourierTransform.forward(Grid.real(rows, columns, values.clone()));
        assertThat(transform.rows()).isEqualTo(columns);
        for (int k = 0; k < rows; k++) {
            for (int l = 0; l < columns; l++) {
                double re = 0;
                double im = 0;
                for (int y = 0; y < rows; y++) {
                    for (int x = 0; x < columns; x++) {
                        final double angle = -2 * Math.PI * ((double) k * y / rows + (double) l * x / columns);
                        re += values[y * columns + x] * Math.cos(angle);
                        im += values[y * columns + x] * Math.sin(angle);
                    }
                }
                assertThat(transform.re()[l * rows + k]).isCloseTo(re, CLOSE);
                assertThat(transform.im()[l * rows + k]).isCloseTo(im, CLOSE);
            }
        }
    }

    @Test
    void theWayBackGivesTheValuesTimesTheirNumber() {
        final double[] values = new SplittableRandom(1).doubles(32 * 64, -1, 1).toArray();
        final Grid back = FourierTransform.backward(FourierTransform.forward(Grid.real(32, 64, values.clone())));
        assertThat(back.rows()).isEqualTo(32);
        for (int i = 0; i < values.length; i++) {
            assertThat(back.re()[i] / values.length).isCloseTo(values[i], CLOSE);
            assertThat(back.im()[i] / values.length).isCloseTo(0, CLOSE);
        }
    }
}
