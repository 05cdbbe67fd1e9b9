package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Two models on the same pictures: the figures of SciPy and scikit-learn, and what must hold for any scores. */
class PairedAgreementTest {
    private static JsonNode figures(final String kind) throws IOException {
        try (InputStream in = Objects.requireNonNull(PairedAgreementTest.class.getResourceAsStream("paired.json"))) {
            return new ObjectMapper().readTree(in).get(kind);
        }
    }

    private static float[] floats(final JsonNode array) {
        final float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }

    private static boolean[] booleans(final JsonNode array) {
        final boolean[] values = new boolean[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).booleanValue();
        }
        return values;
    }

    @Test
    void theDifferenceOfAurocIsThatOfDeLongsCovarianceMatrix() throws IOException {
        assertThat(figures("delong")).hasSize(4).allSatisfy(figures -> {
            final AurocDifference difference = AurocDifference.deLong(
                            floats(figures.get("first")),
                            floats(figures.get("second")),
                            booleans(figures.get("anomalous")))
                    .orElseThrow();
            assertThat(difference.first()).isCloseTo(figures.get("auroc").get(0).doubleValue(), within(1e-12));
            assertThat(difference.second())
                    .isCloseTo(figures.get("auroc").get(1).doubleValue(), within(1e-12));
            assertThat(difference.low()).isCloseTo(figures.get("low").doubleValue(), within(1e-12));
            assertThat(difference.high()).isCloseTo(figures.get("high").doubleValue(), within(1e-12));
        });
    }

    @Test
    void mcNemarsTestIsThatOfScipy() throws IOException {
        assertThat(figures("mcnemar")).hasSize(9).allSatisfy(figures -> {
            final double p = figures.get("p").doubleValue();
            assertThat(McNemar.exact(
                                    figures.get("first").longValue(),
                                    figures.get("second").longValue())
                            .p())
                    .isCloseTo(p, within(1e-9 * p));
        });
        assertThatIllegalArgumentException().isThrownBy(() -> McNemar.exact(-1, 0));
    }

    @Test
    void theOtherOrderGivesTheOppositeDifferenceAndTheSameScoresNone() {
        for (int seed = 0; seed < 20; seed++) {
            final Random random = new Random(seed);
            final float[] first = scores(random, 30, 40, 1);
            final float[] second = scores(random, 30, 40, 0.5);
            final AurocDifference one =
                    AurocDifference.deLong(first, second, truth(30, 40)).orElseThrow();
            final AurocDifference other =
                    AurocDifference.deLong(second, first, truth(30, 40)).orElseThrow();
            assertThat(one.difference()).isEqualTo(-other.difference());
            assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
            assertThat(one.tie()).isEqualTo(other.tie());
            assertThat(AurocDifference.deLong(first, first, truth(30, 40)))
                    .hasValueSatisfying(none -> assertThat(none.tie() && none.low() == 0 && none.high() == 0)
                            .isTrue());
        }
        assertThat(AurocDifference.deLong(
                        new float[] {1, 2, 3}, new float[] {1, 2, 3}, new boolean[] {true, false, false}))
                .isEmpty();
    }

    @Test
    void equalModelsAreToldApartInAboutFiveOfHundredRunsAndAClearlyBetterOneAlmostAlways() {
        int apart = 0;
        int better = 0;
        final int runs = 400;
        for (int run = 0; run < runs; run++) {
            final Random random = new Random(run);
            final float[] shared = scores(random, 40, 60, 1);
            final float[] first = noisy(random, shared, 0.7);
            apart += tie(first, noisy(random, shared, 0.7)) ? 0 : 1;
            better += tie(first, scores(random, 40, 60, -0.5)) ? 0 : 1;
        }
        assertThat(apart / (double) runs).isBetween(0.02, 0.09);
        assertThat(better / (double) runs).isGreaterThan(0.95);
    }

    private static boolean tie(final float[] first, final float[] second) {
        return AurocDifference.deLong(first, second, truth(40, 60))
                .orElseThrow()
                .tie();
    }

    private static float[] noisy(final Random random, final float[] scores, final double deviation) {
        final float[] noisy = scores.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (random.nextGaussian() * deviation);
        }
        return noisy;
    }

    private static float[] scores(final Random random, final int positives, final int negatives, final double shift) {
        final float[] scores = new float[positives + negatives];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (random.nextGaussian() + (i < positives ? shift : 0));
        }
        return scores;
    }

    private static boolean[] truth(final int positives, final int negatives) {
        final boolean[] truth = new boolean[positives + negatives];
        Arrays.fill(truth, 0, positives, true);
        return truth;
    }
}
