package io.blemish.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Appearance;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftMonitorTest {
    private static final int TRAINING = 60;
    private static final int SIDE = 64;

    /** Far more false alarms than the defaults allow, so that a few hundred runs can tell whether they are kept. */
    private static final double OFTEN = 0.2;

    private static final int RUNS = 120;
    private static final int PICTURES = 600;

    /** At a probability of 0.2, so many alarms or more are seen in one of 1,000 times (binomial distribution). */
    private static final int TOO_MANY = 39;

    @ParameterizedTest
    @ValueSource(ints = {100, 400})
    void falseAlarmsAreNoMoreThanPromised(final int capacity) {
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            final Line line = new Line(run);
            final DriftMonitor monitor = line.monitor(DriftOptions.DEFAULT.withFalseAlarms(OFTEN), capacity);
            for (int picture = 0; picture < PICTURES; picture++) {
                monitor.observe(line.next());
            }
            alarms += monitor.state().drift() ? 1 : 0;
        }
        assertThat(alarms).isLessThan(TOO_MANY);
    }

    @Test
    void aDefectInTwentyPicturesIsNoDrift() {
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            final Line line = new Line(run);
            final DriftMonitor monitor =
                    line.monitor(DriftOptions.DEFAULT.withFalseAlarms(OFTEN), DriftMonitor.CAPACITY);
            for (int picture = 0; picture < PICTURES; picture++) {
                final Observation good = line.next();
                monitor.observe(
                        line.share() < 0.05 ? new Observation(100, good.typicalDistance(), good.appearance()) : good);
            }
            alarms += monitor.state().drift() ? 1 : 0;
        }
        assertThat(alarms).isLessThan(TOO_MANY);
    }

    @Test
    void defectsThatDoNotEndAreDrift() {
        final Line line = new Line(1);
        final DriftState state =
                line.until(picture -> new Observation(100, picture.typicalDistance(), picture.appearance()), 0);
        assertThat(state.causes()).extracting(StatisticState::statistic).contains(DriftStatistic.SCORE);
        assertThat(state.since().orElseThrow()).isBetween(4L, 20L);
    }

    /** Each by about twice its standard deviation. */
    @ParameterizedTest
    @EnumSource(DriftStatistic.class)
    void aChangeIsToldAndNamed(final DriftStatistic statistic) {
        final DriftState state = new Line(2).until(picture -> changed(picture, statistic, 2), 0);
        assertThat(state.drift()).isTrue();
        assertThat(state.since().orElseThrow()).isLessThan(60);
        assertThat(state.causes()).extracting(StatisticState::statistic).containsExactly(statistic);
        assertThat(state.causes().get(0).rising()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BRIGHTNESS", "SHARPNESS", "WARMTH", "SHIFT_DOWN"})
    void aFallIsDriftToo(final DriftStatistic statistic) {
        final DriftState state = new Line(2).until(picture -> changed(picture, statistic, -3), 0);
        assertThat(state.causes()).extracting(StatisticState::statistic).contains(statistic);
        assertThat(state.causes().get(0).rising()).isFalse();
    }

    @Test
    void lowScoresAreNoDrift() {
        final Line line = new Line(3);
        final DriftMonitor monitor = line.monitor(DriftOptions.DEFAULT, DriftMonitor.CAPACITY);
        for (int i = 0; i < 300; i++) {
            final Observation picture = line.next();
            monitor.observe(new Observation(0, 0, picture.appearance()));
        }
        assertThat(monitor.state().drift()).isFalse();
    }

    /** A long quiet time costs only the logarithm of its length. */
    @Test
    void aChangeAfterLongIsToldAsSoon() {
        final DriftState state = new Line(4).until(picture -> changed(picture, DriftStatistic.BRIGHTNESS, 2), 20_000);
        assertThat(state.since().orElseThrow()).isBetween(20_005L, 20_040L);
    }

    @Test
    void aModelOfAnEarlierVersionIsWatchedByItsScoresAlone() {
        final Line line = new Line(5);
        final DriftMonitor monitor = DriftMonitor.of(line.calibration(), Optional.empty(), DriftOptions.DEFAULT);
        for (int i = 0; i < 40; i++) {
            monitor.observe(changed(line.next(), DriftStatistic.SCORE, 4));
        }
        assertThat(monitor.state().scoresOnly()).isTrue();
        assertThat(monitor.state().drift()).isTrue();
    }

    @Test
    void aPictureOfAnotherSizeHasNoShift() {
        final Line line = new Line(6);
        final DriftMonitor monitor = line.monitor(DriftOptions.DEFAULT, DriftMonitor.CAPACITY);
        final Observation picture = line.next();
        final Appearance look = picture.appearance();
        monitor.observe(new Observation(
                picture.score(),
                picture.typicalDistance(),
                new Appearance(
                        look.brightness(),
                        look.contrast(),
                        look.sharpness(),
                        look.warmth(),
                        new float[SIDE / 2],
                        look.rows())));
        assertThat(recent(monitor, DriftStatistic.SHIFT_RIGHT)).isEmpty();
        assertThat(recent(monitor, DriftStatistic.SHIFT_DOWN)).isPresent();
    }

    private static Optional<Float> recent(final DriftMonitor monitor, final DriftStatistic statistic) {
        return monitor.state().statistics().stream()
                .filter(one -> one.statistic() == statistic)
                .findFirst()
                .orElseThrow()
                .recent();
    }

    @Test
    void theSameSeedSaysTheSame() {
        assertThat(new Line(7).until(picture -> changed(picture, DriftStatistic.CONTRAST, 2), 10))
                .isEqualTo(new Line(7).until(picture -> changed(picture, DriftStatistic.CONTRAST, 2), 10));
    }

    private static Observation changed(
            final Observation picture, final DriftStatistic statistic, final double deviations) {
        final Appearance look = picture.appearance();
        final float by = (float) deviations;
        return new Observation(
                picture.score() + (statistic == DriftStatistic.SCORE ? by : 0),
                picture.typicalDistance() + (statistic == DriftStatistic.TYPICAL_DISTANCE ? by : 0),
                new Appearance(
                        look.brightness() + (statistic == DriftStatistic.BRIGHTNESS ? by : 0),
                        look.contrast() + (statistic == DriftStatistic.CONTRAST ? by : 0),
                        look.sharpness() + (statistic == DriftStatistic.SHARPNESS ? by : 0),
                        look.warmth() + (statistic == DriftStatistic.WARMTH ? by : 0),
                        moved(look.columns(), statistic == DriftStatistic.SHIFT_RIGHT ? 2 * (int) by : 0),
                        moved(look.rows(), statistic == DriftStatistic.SHIFT_DOWN ? 2 * (int) by : 0)));
    }

    private static float[] moved(final float[] values, final int by) {
        final float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            final int from = i - by;
            moved[i] = from >= 0 && from < values.length ? values[from] : 0;
        }
        return moved;
    }

    /** Pictures of a line where all values are normally distributed, and edges lie within a pixel or so. */
    private static final class Line {
        private final SplittableRandom random;
        private final List<Observation> training = new ArrayList<>();

        Line(final long seed) {
            random = new SplittableRandom(seed);
            for (int i = 0; i < TRAINING; i++) {
                training.add(next());
            }
        }

        double share() {
            return random.nextDouble();
        }

        Observation next() {
            return new Observation(
                    normal(10),
                    normal(5),
                    new Appearance(normal(120), normal(30), normal(2), normal(0), edges(), edges()));
        }

        private float normal(final double mean) {
            return (float) (mean + random.nextGaussian());
        }

        private float[] edges() {
            final float[] edges = new float[SIDE];
            final int at = 20 + random.nextInt(3);
            edges[at] = 3;
            edges[at + 17] = 5;
            for (int i = 0; i < SIDE; i++) {
                edges[i] += (float) (0.2 * random.nextDouble());
            }
            return edges;
        }

        Calibration calibration() {
            final float[] scores = new float[TRAINING];
            for (int i = 0; i < TRAINING; i++) {
                scores[i] = training.get(i).score();
            }
            return Calibration.of(scores, scores, new FalseAlarmLimit(0.05, Optional.empty()));
        }

        DriftMonitor monitor(final DriftOptions options, final int capacity) {
            final float[] distances = new float[TRAINING];
            for (int i = 0; i < TRAINING; i++) {
                distances[i] = training.get(i).typicalDistance();
            }
            final LearnedAppearance learned = LearnedAppearance.of(
                    training.stream().map(Observation::appearance).toList(), distances);
            return DriftMonitor.of(calibration(), Optional.of(learned), options, capacity);
        }

        /** What is known 100 pictures after a change, which comes after a quiet time. */
        DriftState until(final UnaryOperator<Observation> change, final int quiet) {
            final DriftMonitor monitor = monitor(DriftOptions.DEFAULT, DriftMonitor.CAPACITY);
            for (int i = 0; i < quiet; i++) {
                monitor.observe(next());
            }
            for (int i = 0; i < 100; i++) {
                monitor.observe(change.apply(next()));
            }
            return monitor.state();
        }
    }
}
