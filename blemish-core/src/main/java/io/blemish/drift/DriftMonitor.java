package io.blemish.drift;

import io.blemish.prediction.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Watches pictures, one after the other, and tells when they no longer look like those that a model learned from.
 *
 * <p>Each statistic has a {@link Bag} that gives conformal p-values, and a {@link ChangeMartingale} for each direction. The mean
 * of martingales is one, so the probability that it ever reaches 1/α is at most α if the pictures are exchangeable with those of
 * the training. docs/drift.md says what follows from that and what does not.
 *
 * <p>Safe for use by many threads. The result depends on the order of the pictures.
 */
public final class DriftMonitor {
    /** Pictures in the bags: their values need less than a megabyte for each model, however long a server runs. */
    static final int CAPACITY = 10_000;

    /** The last pictures, whose mean says what they look like now. */
    private static final int RECENT = 20;

    private final DriftOptions options;
    private final Optional<LearnedAppearance> learned;
    private final int reference;
    private final Places places;
    private final List<Watch> watches = new ArrayList<>();
    private long pictures;
    private Optional<Long> since = Optional.empty();

    private DriftMonitor(
            final Calibration calibration,
            final Optional<LearnedAppearance> learned,
            final DriftOptions options,
            final int capacity) {
        this.options = options;
        this.learned = learned;
        this.reference = calibration.heldOut();
        final SplittableRandom random = new SplittableRandom(options.seed());
        this.places = new Places(reference, capacity, random.split());
        for (final DriftStatistic statistic : DriftStatistic.values()) {
            if (statistic == DriftStatistic.SCORE) {
                watches.add(new Watch(statistic, calibration.inPictureOrder(), random.split()));
            } else if (learned.isPresent() && learned.get().values(statistic).length > 0) {
                watches.add(new Watch(statistic, learned.get().values(statistic), random.split()));
            }
        }
    }

    /**
     * {@return a monitor that has seen no picture yet}
     *
     * @param calibration the scores of a model's training pictures
     * @param learned how these pictures look; empty if the model does not say so, and only the scores are watched
     * @param options how to watch
     */
    public static DriftMonitor of(
            final Calibration calibration, final Optional<LearnedAppearance> learned, final DriftOptions options) {
        return of(calibration, learned, options, CAPACITY);
    }

    /** The same with another number of pictures in the bags. */
    static DriftMonitor of(
            final Calibration calibration,
            final Optional<LearnedAppearance> learned,
            final DriftOptions options,
            final int capacity) {
        return new DriftMonitor(
                calibration,
                learned.filter(appearance -> appearance.pictures() == calibration.pictures().length),
                options,
                capacity);
    }

    /**
     * Watches a picture.
     *
     * @param picture the next one
     * @return whether this picture is the one at which drift is told
     */
    public synchronized boolean observe(final Observation picture) {
        pictures++;
        final OptionalInt place = places.next();
        for (final Watch watch : watches) {
            watch.observe(value(watch.statistic, picture), place);
        }
        final boolean told = since.isEmpty() && logEvidence() >= limit();
        if (told) {
            since = Optional.of(pictures);
        }
        if (since.isPresent()) {
            watches.forEach(Watch::speak);
        }
        return told;
    }

    private Optional<Float> value(final DriftStatistic statistic, final Observation picture) {
        return statistic == DriftStatistic.SCORE
                ? Optional.of(picture.score())
                : learned.flatMap(appearance -> appearance.value(statistic, picture));
    }

    private double limit() {
        return -Math.log(options.falseAlarms());
    }

    /** The logarithm of the mean of all martingales. */
    private double logEvidence() {
        double sum = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (final Watch watch : watches) {
            for (final ChangeMartingale direction : watch.directions) {
                sum = ChangeMartingale.logOfSum(sum, direction.log());
                count++;
            }
        }
        return sum - Math.log(count);
    }

    /** {@return what is known by now} */
    public synchronized DriftState state() {
        return new DriftState(
                pictures,
                reference,
                options.falseAlarms(),
                since.isPresent(),
                since,
                logEvidence(),
                watches.stream().map(Watch::state).toList());
    }

    /** One statistic. Guarded by the monitor. */
    private final class Watch {
        private final DriftStatistic statistic;
        private final Bag bag;
        private final List<ChangeMartingale> directions = new ArrayList<>();
        private final float learnedMedian;
        private final float[] recent = new float[RECENT];
        private long seen;
        private Optional<Long> spokeAt = Optional.empty();

        Watch(final DriftStatistic statistic, final float[] values, final SplittableRandom random) {
            this.statistic = statistic;
            this.bag = new Bag(values, random);
            this.learnedMedian = median(values);
            directions.add(new ChangeMartingale(options.defects()));
            if (statistic.bothWays()) {
                directions.add(new ChangeMartingale(options.defects()));
            }
        }

        void observe(final Optional<Float> value, final OptionalInt place) {
            value.ifPresent(this::bet);
            place.ifPresent(at -> bag.put(value.orElse(Float.NaN), at));
        }

        private void bet(final float value) {
            recent[(int) (seen++ % RECENT)] = value;
            final double p = bag.pValue(value);
            directions.get(0).bet(p);
            if (directions.size() > 1) {
                directions.get(1).bet(1 - p);
            }
        }

        void speak() {
            if (spokeAt.isEmpty() && strongest().log() >= limit()) {
                spokeAt = Optional.of(pictures);
            }
        }

        private ChangeMartingale strongest() {
            return rising() ? directions.get(0) : directions.get(1);
        }

        private boolean rising() {
            return directions.size() == 1
                    || directions.get(0).log() >= directions.get(1).log();
        }

        StatisticState state() {
            final int count = (int) Math.min(seen, RECENT);
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += recent[i];
            }
            return new StatisticState(
                    statistic,
                    rising(),
                    learnedMedian,
                    count == 0 ? Optional.empty() : Optional.of((float) (sum / count)),
                    strongest().log(),
                    spokeAt);
        }

        private static float median(final float[] values) {
            final float[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        }
    }
}
