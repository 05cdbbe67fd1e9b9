package io.blemish.drift;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.blemish.artifact.Ranges;
import io.blemish.image.Appearance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How the training pictures of a model look: a value of each picture for each statistic, in the pictures' order, and the mean
 * place of their edges. The shift of a training picture is measured from the mean of all others, as that of a new one is.
 *
 * @param typicalDistance the median distance of each picture's patches, by a detector that had not seen it
 * @param brightness of each picture
 * @param contrast of each picture
 * @param sharpness of each picture
 * @param warmth of each picture
 * @param shiftRight of each picture, in percent of the width; empty if the pictures' inputs have several widths
 * @param shiftDown of each picture, in percent of the height; empty if the pictures' inputs have several heights
 * @param columns the mean of the pictures' normalised profiles along the width
 * @param rows the mean of the pictures' normalised profiles along the height
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@JsonPropertyOrder({
    "typical_distance",
    "brightness",
    "contrast",
    "sharpness",
    "warmth",
    "shift_right",
    "shift_down",
    "columns",
    "rows"
})
public record LearnedAppearance(
        float[] typicalDistance,
        float[] brightness,
        float[] contrast,
        float[] sharpness,
        float[] warmth,
        float[] shiftRight,
        float[] shiftDown,
        float[] columns,
        float[] rows) {
    /**
     * Checks the values.
     *
     * @param typicalDistance the median distance of each picture's patches; not to be changed
     * @param brightness of each picture; not to be changed
     * @param contrast of each picture; not to be changed
     * @param sharpness of each picture; not to be changed
     * @param warmth of each picture; not to be changed
     * @param shiftRight of each picture; not to be changed
     * @param shiftDown of each picture; not to be changed
     * @param columns the mean profile along the width; not to be changed
     * @param rows the mean profile along the height; not to be changed
     */
    public LearnedAppearance {
        Ranges.finite(typicalDistance, "typical_distance");
        Ranges.finite(brightness, "brightness");
        Ranges.finite(contrast, "contrast");
        Ranges.finite(sharpness, "sharpness");
        Ranges.finite(warmth, "warmth");
        Ranges.finite(shiftRight, "shift_right");
        Ranges.finite(shiftDown, "shift_down");
        Ranges.finite(columns, "columns");
        Ranges.finite(rows, "rows");
        for (final float[] values : List.of(typicalDistance, contrast, sharpness, warmth)) {
            Ranges.within(values.length, "the number of pictures' values", brightness.length, brightness.length);
        }
        for (final float[] values : List.of(shiftRight, shiftDown)) {
            Ranges.within(values.length, "the number of pictures' shifts", 0, brightness.length);
        }
    }

    /**
     * {@return how some pictures look}
     *
     * @param pictures at least two
     * @param typicalDistance the median distance of each picture's patches, in the same order
     */
    public static LearnedAppearance of(final List<Appearance> pictures, final float[] typicalDistance) {
        if (pictures.size() < 2 || typicalDistance.length != pictures.size()) {
            throw new IllegalArgumentException("needs at least two pictures and a distance of each");
        }
        final Profiles columns =
                Profiles.of(pictures.stream().map(Appearance::columns).toList());
        final Profiles rows =
                Profiles.of(pictures.stream().map(Appearance::rows).toList());
        return new LearnedAppearance(
                typicalDistance,
                values(pictures, Appearance::brightness),
                values(pictures, Appearance::contrast),
                values(pictures, Appearance::sharpness),
                values(pictures, Appearance::warmth),
                columns.shifts(),
                rows.shifts(),
                columns.mean(),
                rows.mean());
    }

    /**
     * {@return the same when further pictures were learned and others forgotten} The mean place of the edges keeps what the
     * forgotten ones gave it, because their profiles are not kept.
     *
     * @param staying the numbers of the pictures that stay, ascending
     * @param further pictures
     * @param distances the median distance of each further picture's patches, in the same order
     */
    public LearnedAppearance updated(final int[] staying, final List<Appearance> further, final float[] distances) {
        final Growth across =
                new Growth(columns, further.stream().map(Appearance::columns).toList());
        final Growth down =
                new Growth(rows, further.stream().map(Appearance::rows).toList());
        return new LearnedAppearance(
                joined(typicalDistance, staying, distances),
                joined(brightness, staying, values(further, Appearance::brightness)),
                joined(contrast, staying, values(further, Appearance::contrast)),
                joined(sharpness, staying, values(further, Appearance::sharpness)),
                joined(warmth, staying, values(further, Appearance::warmth)),
                across.shifts(shiftRight, staying),
                down.shifts(shiftDown, staying),
                across.mean(pictures()),
                down.mean(pictures()));
    }

    private static float[] values(final List<Appearance> pictures, final ToDoubleFunction<Appearance> value) {
        final float[] values = new float[pictures.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(pictures.get(i));
        }
        return values;
    }

    private static float[] joined(final float[] known, final int[] staying, final float[] further) {
        final float[] joined = new float[staying.length + further.length];
        for (int i = 0; i < staying.length; i++) {
            joined[i] = known[staying[i]];
        }
        System.arraycopy(further, 0, joined, staying.length, further.length);
        return joined;
    }

    /**
     * Further profiles along one side.
     *
     * @param before the mean until now
     * @param further of the further pictures
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Growth(float[] before, List<float[]> further) {
        private boolean alike() {
            return further.stream().allMatch(steps -> steps.length == before.length);
        }

        /** None if a further picture has another size, or none were known. */
        float[] shifts(final float[] known, final int[] staying) {
            if (known.length == 0 || !alike()) {
                return new float[0];
            }
            final float[] shifts = new float[further.size()];
            for (int i = 0; i < shifts.length; i++) {
                shifts[i] = shift(further.get(i), before).orElseThrow();
            }
            return joined(known, staying, shifts);
        }

        float[] mean(final int pictures) {
            if (!alike()) {
                return before;
            }
            final double[] sum = new double[before.length];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = (double) before[i] * pictures;
            }
            for (final float[] steps : further) {
                final double[] normal = EdgeProfile.normalised(steps);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += normal[i];
                }
            }
            final float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / (pictures + further.size()));
            }
            return mean;
        }
    }

    /** {@return the number of training pictures} */
    public int pictures() {
        return brightness.length;
    }

    /**
     * {@return the values of the training pictures; empty if they have none} Not to be changed.
     *
     * @param statistic other than the score
     */
    public float[] values(final DriftStatistic statistic) {
        return switch (statistic) {
            case SCORE -> throw new IllegalArgumentException("the scores are those of the calibration");
            case TYPICAL_DISTANCE -> typicalDistance;
            case BRIGHTNESS -> brightness;
            case CONTRAST -> contrast;
            case SHARPNESS -> sharpness;
            case WARMTH -> warmth;
            case SHIFT_RIGHT -> shiftRight;
            case SHIFT_DOWN -> shiftDown;
        };
    }

    /**
     * {@return the value of a picture; empty if its input has another size than those of the training, so that it has no shift}
     *
     * @param statistic that is asked for
     * @param picture that was judged
     */
    public Optional<Float> value(final DriftStatistic statistic, final Observation picture) {
        final Appearance appearance = picture.appearance();
        return switch (statistic) {
            case SCORE -> Optional.of(picture.score());
            case TYPICAL_DISTANCE -> Optional.of(picture.typicalDistance());
            case BRIGHTNESS -> Optional.of(appearance.brightness());
            case CONTRAST -> Optional.of(appearance.contrast());
            case SHARPNESS -> Optional.of(appearance.sharpness());
            case WARMTH -> Optional.of(appearance.warmth());
            case SHIFT_RIGHT -> shift(appearance.columns(), columns);
            case SHIFT_DOWN -> shift(appearance.rows(), rows);
        };
    }

    private static Optional<Float> shift(final float[] moved, final float[] still) {
        if (moved.length != still.length) {
            return Optional.empty();
        }
        final double[] mean = new double[still.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = still[i];
        }
        return Optional.of((float) EdgeProfile.shift(EdgeProfile.normalised(moved), mean));
    }

    /**
     * The profiles of all training pictures along one side.
     *
     * @param each of the pictures, normalised
     * @param sum of them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Profiles(List<double[]> each, double[] sum) {
        static Profiles of(final List<float[]> steps) {
            final double[] sum = new double[steps.get(0).length];
            final List<double[]> each = new ArrayList<>();
            for (final float[] picture : steps) {
                if (picture.length != sum.length) {
                    return new Profiles(List.of(), new double[0]);
                }
                final double[] normal = EdgeProfile.normalised(picture);
                each.add(normal);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += normal[i];
                }
            }
            return new Profiles(each, sum);
        }

        /** How far each picture is shifted from the mean of the others. */
        float[] shifts() {
            final float[] shifts = new float[each.size()];
            final double[] others = new double[sum.length];
            for (int picture = 0; picture < shifts.length; picture++) {
                for (int i = 0; i < others.length; i++) {
                    others[i] = sum[i] - each.get(picture)[i];
                }
                shifts[picture] = (float) EdgeProfile.shift(each.get(picture), others);
            }
            return shifts;
        }

        float[] mean() {
            final float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / each.size());
            }
            return mean;
        }
    }
}
