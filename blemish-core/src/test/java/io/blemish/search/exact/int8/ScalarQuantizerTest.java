package io.blemish.search.exact.int8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarQuantizerTest {
    private static final int ROWS = 50;
    private static final int DIMENSION = 40;

    private final float[] rows = PointCloud.GAUSSIAN.draw(new Random(1), ROWS, DIMENSION);
    private final SelectedDimensions dimensions =
            SelectedDimensions.of(FloatMatrix.wrap(rows, ROWS, DIMENSION), new float[DIMENSION]);

    /** The largest number is 127 or, so that numbers are cut off, 3. */
    @Test
    void theErrorIsAnUpperBound() {
        for (final int largest : new int[] {127, 3}) {
            final ScalarQuantizer quantizer = new ScalarQuantizer(dimensions, 0.03f, largest);
            final SelectedDimensions.Selector selector = dimensions.new Selector();
            for (int row = 0; row < ROWS; row++) {
                quantizer.quantize(rows, row * DIMENSION);
                selector.select(rows, row * DIMENSION);
                double square = 0;
                double norm = 0;
                for (int d = 0; d < dimensions.count(); d++) {
                    assertThat((int) quantizer.code()[d]).isBetween(-largest, largest);
                    final double number = 0.03 * quantizer.code()[d];
                    norm += number * number;
                    square += Math.pow(selector.values()[d] - (dimensions.mean()[d] + number), 2);
                }
                assertThat(Math.sqrt(square)).isLessThanOrEqualTo(quantizer.error());
                assertThat(quantizer.error()).isLessThan(1.01 * Math.sqrt(square) + 1e-4);
                assertThat(quantizer.squaredNorm()).isCloseTo(norm, within(1e-4 * norm));
            }
        }
    }

    @Test
    void valuesThatAreNotNumbersMakeTheErrorOne() {
        rows[3] = Float.NaN;
        final ScalarQuantizer quantizer = new ScalarQuantizer(dimensions, 0.03f, 127);
        quantizer.quantize(rows, 0);
        assertThat(quantizer.error()).isNaN();
    }
}
