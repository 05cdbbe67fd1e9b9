package io.blemish.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.artifact.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final int SPLITS = 1000;

    @Test
    void theRankIsTheConservativeOne() {
        final float[] scores = {5, 1, 4, 2, 3, 9, 8, 7, 6};
        // ceil(10 * 0.8) = 8: the eighth smallest of nine.
        final Calibration calibration = Calibration.of(scores, scores, average(0.2));
        assertThat(calibration.threshold()).isEqualTo(8);
        assertThat(calibration.above()).isEqualTo(1);
        assertThat(calibration.expectedFalseAlarms()).isEqualTo(0.2);
        assertThat(calibration.supported()).isTrue();
        assertThat(calibration.pictures()).containsExactly(1, 3, 4, 2, 0, 8, 7, 6, 5);
    }

    @Test
    void tooFewPicturesGiveTheirLargestScoreAndSayWhatTheySupport() {
        final Calibration calibration = Calibration.of(new float[] {2, 1, 3}, new float[] {20, 10, 30}, average(0.01));
        assertThat(calibration.threshold()).isEqualTo(3);
        assertThat(calibration.pixelThreshold()).isEqualTo(30);
        assertThat(calibration.supported()).isFalse();
        assertThat(calibration.expectedFalseAlarms()).isEqualTo(0.25);
        assertThat(calibration.limit().picturesNeeded()).isEqualTo(99);
    }

    /** Its score is that of its own turned copies. */
    @Test
    void onePicturePromisesNothingAndIsNoneThatRaisesNoFalseAlarm() {
        final Calibration one = Calibration.of(new float[] {1}, new float[] {10}, average(0.01));
        assertThat(one.promises()).isFalse();
        assertThat(one.expectedFalseAlarms()).isEqualTo(1);
        assertThat(one.falseAlarmBound()).isEqualTo(1);
        final Calibration updated = one.updated(new int[] {0}, new float[] {3, 2}, new float[] {20, 30});
        assertThat(updated.promises()).isTrue();
        assertThat(updated.inPictureOrder()).containsExactly(3, 3, 2);
        assertThat(updated.pixelThreshold()).isEqualTo(30);
    }

    /** Known values of the Beta distribution: 1 - 0.05^(1/n) without a score above, and the density with 3 and 198, summed numerically. */
    @Test
    void theBoundIsAQuantileOfTheBetaDistribution() {
        assertThat(Binomial.upperLimit(299, 0, 0.95)).isCloseTo(1 - Math.pow(0.05, 1.0 / 299), within(1e-12));
        assertThat(Binomial.upperLimit(200, 2, 0.95)).isCloseTo(0.0311426, within(1e-7));
        assertThat(Binomial.upperLimit(5, 5, 0.95)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.95, 299", "0.05, 0.95, 59", "0.01, 0.5, 69", "0.001, 0.99, 4603"})
    void asManyPicturesAsAreSaidToBeNeededAreEnoughAndOneLessIsNot(
            final double share, final double confidence, final int needed) {
        final FalseAlarmLimit limit = new FalseAlarmLimit(share, Optional.of(confidence));
        assertThat(limit.picturesNeeded()).isEqualTo(needed);
        assertThat(limit.above(needed)).isZero();
        assertThat(limit.above(needed - 1)).isEqualTo(-1);
    }

    /**
     * On average over many sets of good pictures, new ones raise no more false alarms than are expected. The scores are whole
     * numbers in the last row, with many ties.
     */
    @ParameterizedTest
    @CsvSource({"10, 0", "30, 0", "99, 0", "200, 0", "1000, 0", "10, 8", "200, 8", "1000, 40"})
    void newGoodPicturesExceedTheThresholdNoMoreOftenThanExpected(final int pictures, final int values) {
        final Random random = new Random(pictures + values);
        double sum = 0;
        double squares = 0;
        double expected = 0;
        for (int s = 0; s < SPLITS; s++) {
            final float[] scores = draw(random, pictures, values);
            final Calibration calibration = Calibration.of(scores, scores, average(0.01));
            final double rate = rateAbove(calibration.threshold(), values);
            sum += rate;
            squares += rate * rate;
            expected = calibration.expectedFalseAlarms();
        }
        final double mean = sum / SPLITS;
        final double error = Math.sqrt((squares / SPLITS - mean * mean) / SPLITS);
        assertThat(mean).isLessThanOrEqualTo(expected + 3 * error);
    }

    /** Of many models, no larger share than promised breaks its bound: a binomial test with three deviations. */
    @ParameterizedTest
    @CsvSource({
        "10, 0.95, 0",
        "30, 0.95, 0",
        "99, 0.9, 0",
        "200, 0.95, 0",
        "400, 0.95, 0",
        "1000, 0.99, 0",
        "30, 0.95, 8",
        "400, 0.95, 30"
    })
    void noMoreModelsThanPromisedBreakTheirBound(final int pictures, final double confidence, final int values) {
        final FalseAlarmLimit limit = new FalseAlarmLimit(0.01, Optional.of(confidence));
        final Random random = new Random(pictures);
        int broken = 0;
        for (int s = 0; s < SPLITS; s++) {
            final float[] scores = draw(random, pictures, values);
            final Calibration calibration = Calibration.of(scores, scores, limit);
            final double rate = rateAbove(calibration.threshold(), values);
            broken += rate > calibration.falseAlarmBound() ? 1 : 0;
            if (calibration.supported()) {
                assertThat(calibration.falseAlarmBound()).isLessThanOrEqualTo(0.01 + 1e-9);
            }
        }
        final double allowed = SPLITS * (1 - confidence);
        assertThat(broken).isLessThanOrEqualTo((int) Math.ceil(allowed + 3 * Math.sqrt(allowed * confidence)));
    }

    /** The test above can fail: a threshold one rank lower breaks the bound more often. */
    @Test
    void aLowerRankWouldBreakThePromise() {
        final FalseAlarmLimit limit = new FalseAlarmLimit(0.01, Optional.of(0.95));
        final Random random = new Random(1);
        int broken = 0;
        for (int s = 0; s < SPLITS; s++) {
            final float[] scores = draw(random, 400, 0);
            final Calibration calibration = Calibration.of(scores, scores, limit);
            final float lower = calibration.scores()[scores.length - 2 - calibration.above()];
            broken += rateAbove(lower, 0) > calibration.falseAlarmBound() ? 1 : 0;
        }
        assertThat(broken).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void picturesThatStandOutAreFoundHighestFirst(final int defective) {
        final Random random = new Random(5);
        final float[] scores = new float[100];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (5 + random.nextGaussian() / 4);
        }
        for (int i = 0; i < defective; i++) {
            scores[10 * i] = 10 + i;
        }
        final Calibration calibration = Calibration.of(scores, scores, FalseAlarmLimit.DEFAULT);
        assertThat(calibration.odd().stream().map(i -> calibration.pictures()[i]))
                .containsExactlyElementsOf(IntStream.range(0, defective)
                        .mapToObj(i -> 10 * (defective - 1 - i))
                        .toList());
    }

    @Test
    void whatIsWrittenIsReadAndWhatAnEarlierVersionWroteToo() {
        final float[] scores = {3, 1, 2};
        final Calibration calibration = Calibration.of(scores, scores, new FalseAlarmLimit(0.05, Optional.of(0.9)));
        assertThat(Json.read(Json.document(calibration), Calibration.class, "calibration"))
                .isEqualTo(calibration);
        final Calibration earlier = Json.read(
                ("{\"quantile\": 0.8, \"threshold\": 8.0, \"pixel_threshold\": 9.0, \"held_out\": 9,"
                                + " \"supported_quantile\": 0.8, \"scores\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}")
                        .getBytes(StandardCharsets.UTF_8),
                Calibration.class,
                "calibration");
        assertThat(earlier.maxFalseAlarms()).isCloseTo(0.2, within(1e-12));
        assertThat(earlier.above()).isEqualTo(1);
        assertThat(earlier.threshold()).isEqualTo(8);
        assertThat(earlier.expectedFalseAlarms()).isCloseTo(0.2, within(1e-12));
        assertThat(earlier.pictures()).isEmpty();
    }

    @Test
    void aPersonLooksAtWhatIsBetweenTheTwoThresholds() {
        final float[] scores = new float[99];
        final float[] peaks = new float[99];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i + 1;
            peaks[i] = 10 * (i + 1);
        }
        final Calibration calibration =
                Calibration.of(scores, peaks, average(0.01)).withReview(0.05);
        assertThat(calibration.threshold()).isEqualTo(99);
        // floor(100 * 0.05) - 1 = 4 of the 99 scores may lie above the threshold for review.
        assertThat(calibration.review()).contains(new ReviewThreshold(0.05, 95, 950, 4));
        assertThat(calibration.expectedReviews().orElseThrow()).isCloseTo(0.05, within(1e-12));
        assertThat(calibration.decide(95)).isEqualTo(Decision.OK);
        assertThat(calibration.decide(95.5f)).isEqualTo(Decision.REVIEW);
        assertThat(calibration.decide(99)).isEqualTo(Decision.REVIEW);
        assertThat(calibration.decide(99.5f)).isEqualTo(Decision.DEFECT);
        assertThat(calibration.pixelThreshold(Decision.REVIEW)).isEqualTo(950);
        assertThat(calibration.pixelThreshold(Decision.DEFECT)).isEqualTo(990);
        assertThat(Json.read(Json.document(calibration), Calibration.class, "calibration"))
                .isEqualTo(calibration);
        assertThat(calibration.withoutReview().decide(98)).isEqualTo(Decision.OK);
    }

    @Test
    void theShareForReviewIsKeptWhenTheThresholdMovesAndMustBeTheLarger() {
        final float[] scores = new float[99];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i + 1;
        }
        final Calibration calibration =
                Calibration.of(scores, scores, average(0.01)).withReview(0.05);
        assertThat(calibration.at(average(0.02)).review()).isEqualTo(calibration.review());
        assertThat(calibration.at(97.5f).review()).isEqualTo(calibration.review());
        assertThat(calibration.at(97.5f).reviews()).isTrue();
        assertThatThrownBy(() -> calibration.at(average(0.05)))
                .hasMessageContaining("larger than that of false alarms");
        assertThatThrownBy(() -> calibration.at(50)).hasMessageContaining("larger than that of false alarms");
        assertThatThrownBy(() -> calibration.withReview(1)).hasMessageContaining("below 1");
    }

    @Test
    void tooFewPicturesForTwoThresholdsLeaveNothingToReview() {
        final float[] scores = {3, 1, 2};
        final Calibration calibration =
                Calibration.of(scores, scores, average(0.01)).withReview(0.05);
        assertThat(calibration.reviews()).isFalse();
        assertThat(calibration.reviewThreshold()).contains(3f);
        assertThat(calibration.decide(3)).isEqualTo(Decision.OK);
    }

    private static FalseAlarmLimit average(final double share) {
        return new FalseAlarmLimit(share, Optional.empty());
    }

    /** Scores that are uniform in [0, 1), or one of some values. */
    private static float[] draw(final Random random, final int count, final int values) {
        final float[] scores = new float[count];
        final ToDoubleFunction<Random> one =
                values == 0 ? Random::nextDouble : source -> source.nextInt(values) / (double) values;
        for (int i = 0; i < count; i++) {
            scores[i] = (float) one.applyAsDouble(random);
        }
        return scores;
    }

    /** The probability that such a score is above a threshold. */
    private static double rateAbove(final float threshold, final int values) {
        return values == 0 ? 1 - threshold : (values - 1 - Math.round(threshold * values)) / (double) values;
    }

    /** Java gives a class's methods in another order in every run; files must not depend on it. */
    @Test
    void theValuesAreWrittenInOneOrder() {
        final String text = new String(
                Json.document(Calibration.of(new float[] {1, 2}, new float[] {3, 4}, FalseAlarmLimit.DEFAULT)),
                StandardCharsets.UTF_8);
        assertThat(Pattern.compile("(?m)^  \"(\\w+)\"").matcher(text).results().map(name -> name.group(1)))
                .containsExactly(
                        "max_false_alarms",
                        "confidence",
                        "threshold",
                        "pixel_threshold",
                        "above",
                        "scores",
                        "peaks",
                        "pictures",
                        "review",
                        "held_out",
                        "expected_reviews",
                        "expected_false_alarms",
                        "false_alarm_bound");
    }
}
