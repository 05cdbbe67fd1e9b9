package io.blemish.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.metric.AurocDifference;
import io.blemish.model.TuningRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrialScoresTest {
    private static final int GOOD = 30;
    private static final int DEFECTS = 25;

    @Test
    void theDifferenceIsTheMeanOverTheFoldsWithTheErrorsOfDeLong() {
        for (int seed = 0; seed < 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final TrialScores first = scores(random, 0.5);
            final TrialScores second = scores(random, 1.0);
            double difference = 0;
            double squares = 0;
            double errors = 0;
            for (int fold = 0; fold < 3; fold++) {
                final AurocDifference one = AurocDifference.deLong(
                                second.folds().get(fold), first.folds().get(fold), labels())
                        .orElseThrow();
                final double error = (one.high() - one.low()) / 2 / 1.96;
                difference += one.difference() / 3;
                squares += error * error / 9;
                errors += error / 3;
            }
            final TuningRecord.Result independent = second.beside(first, false);
            final TuningRecord.Result same = second.beside(first, true);
            assertThat(independent.difference()).isCloseTo(difference, within(1e-12));
            assertThat(independent.low())
                    .isCloseTo(difference - TrialScores.STANDARD_ERRORS * Math.sqrt(squares), within(1e-12));
            assertThat(same.high()).isCloseTo(difference + TrialScores.STANDARD_ERRORS * errors, within(1e-12));
        }
    }

    /** If all choices are alike, picking the best one flatters it, and the check on other defects does not. */
    @Test
    void theCheckOnOtherDefectsIsNotFlatteredByChoosing() {
        double flattered = 0;
        double checked = 0;
        final int draws = 60;
        for (int seed = 0; seed < draws; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Optional<TrialScores>> trials = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                trials.add(Optional.of(scores(random, 0)));
            }
            flattered += trials.stream()
                            .mapToDouble(trial -> trial.orElseThrow().auroc(0, defect -> true))
                            .max()
                            .orElseThrow()
                    / draws;
            checked += new CrossCheck(trials, DEFECTS).check().choosing() / draws;
        }
        assertThat(flattered).isGreaterThan(0.55);
        assertThat(checked).isBetween(0.48, 0.52);
    }

    private static TrialScores scores(final SplittableRandom random, final double shift) {
        final List<float[]> folds = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
            final float[] scores = new float[GOOD + DEFECTS];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) (random.nextDouble() + random.nextDouble() + (i < GOOD ? 0 : shift * 0.4));
            }
            folds.add(scores);
        }
        return new TrialScores(folds, List.of(labels(), labels(), labels()), 1);
    }

    private static boolean[] labels() {
        final boolean[] labels = new boolean[GOOD + DEFECTS];
        Arrays.fill(labels, GOOD, labels.length, true);
        return labels;
    }
}
