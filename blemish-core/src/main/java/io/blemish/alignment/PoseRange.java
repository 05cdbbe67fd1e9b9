package io.blemish.alignment;

import io.blemish.artifact.Ranges;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The range of poses of several pictures.
 *
 * @param leastDegrees the farthest turn against the clock, in degrees
 * @param mostDegrees the farthest turn with the clock, in degrees
 * @param leastScale the smallest scale
 * @param mostScale the largest scale
 * @param mostShiftX the longest shift to the left or right, in longer sides of the picture
 * @param mostShiftY the longest shift up or down, in longer sides of the picture
 */
public record PoseRange(
        double leastDegrees,
        double mostDegrees,
        double leastScale,
        double mostScale,
        double mostShiftX,
        double mostShiftY) {
    private static final double PERCENT = 100;

    /**
     * Checks that the values are those of poses.
     *
     * @param leastDegrees the farthest turn against the clock, in degrees
     * @param mostDegrees the farthest turn with the clock, in degrees
     * @param leastScale the smallest scale
     * @param mostScale the largest scale
     * @param mostShiftX the longest shift to the left or right, in longer sides of the picture
     * @param mostShiftY the longest shift up or down, in longer sides of the picture
     */
    public PoseRange {
        Ranges.within(leastDegrees, "least_degrees", -Pose.HALF_TURN, Pose.HALF_TURN);
        Ranges.within(mostDegrees, "most_degrees", leastDegrees, Pose.HALF_TURN);
        Ranges.within(leastScale, "least_scale", 1 / Pose.LARGEST, Pose.LARGEST);
        Ranges.within(mostScale, "most_scale", leastScale, Pose.LARGEST);
        Ranges.within(mostShiftX, "most_shift_x", 0, Pose.LARGEST);
        Ranges.within(mostShiftY, "most_shift_y", 0, Pose.LARGEST);
    }

    /**
     * {@return the range of some poses}
     *
     * @param poses at least one
     */
    public static PoseRange of(final Collection<Pose> poses) {
        return new PoseRange(
                least(poses, Pose::degrees),
                -least(poses, pose -> -pose.degrees()),
                least(poses, Pose::scale),
                -least(poses, pose -> -pose.scale()),
                -least(poses, pose -> -Math.abs(pose.shiftX())),
                -least(poses, pose -> -Math.abs(pose.shiftY())));
    }

    private static double least(final Collection<Pose> poses, final ToDoubleFunction<Pose> value) {
        return poses.stream().mapToDouble(value).min().orElseThrow();
    }

    /** {@return the range in words, for sentences such as {@code Training pictures were turned from -12.0° to 9.5° …}} */
    public String words() {
        return String.format(
                Locale.ROOT,
                "turned from %.1f° to %.1f°, scaled by %.2f to %.2f, shifted by up to %.0f%% across and %.0f%% down",
                leastDegrees,
                mostDegrees,
                leastScale,
                mostScale,
                PERCENT * mostShiftX,
                PERCENT * mostShiftY);
    }
}
